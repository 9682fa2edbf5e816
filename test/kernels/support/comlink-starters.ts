// Starts the workers whose modules listen late, or at once.
import * as Comlink from "comlink";

interface Api {
  names(): readonly string[];
}

export async function late(): Promise<readonly string[]> {
  const worker = new Worker(new URL("../agents/comlink-665.ts", import.meta.url), { type: "module" });
  worker.addEventListener("error", (event) => console.error(event.message));
  return Comlink.wrap<Api>(worker).names();
}

export async function atOnce(): Promise<readonly string[]> {
  const worker = new Worker(new URL("../agents/comlink-665.fixed.ts", import.meta.url), { type: "module" });
  worker.addEventListener("error", (event) => console.error(event.message));
  return Comlink.wrap<Api>(worker).names();
}
