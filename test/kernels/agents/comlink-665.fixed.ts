// A worker's module listens at once, and its functions wait.
import * as Comlink from "comlink";

async function load(): Promise<WebAssembly.Instance> {
  const response = await fetch("module.wasm");
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
  return instance;
}

const loaded = load();

Comlink.expose({
  names: async () => Object.keys((await loaded).exports),
});
