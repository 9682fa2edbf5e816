// Settled on every way.
import { Deferred, defer } from "./primitive";

declare function read(): Promise<string>;

export async function load(): Promise<string> {
  const result = new Deferred<string>();
  read().then(result.resolve, result.reject);
  return result.promise;
}

export async function again(): Promise<string> {
  const result = defer<string>();
  void (async () => {
    try {
      result.resolve(await read());
    } catch {
      result.reject(new Error("no"));
    }
  })();
  return result.promise;
}
