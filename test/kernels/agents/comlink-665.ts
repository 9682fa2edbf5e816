// A worker's module waits before it listens: the first call has come and gone by then.
import * as Comlink from "comlink";

const response = await fetch("module.wasm");
const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());

Comlink.expose({
  names: () => Object.keys(instance.exports),
});
