// Waited for before it is settled, and not settled where it fails.
import { Deferred, defer } from "./primitive";

declare function read(): Promise<string>;

export async function load(): Promise<string> {
  const result = new Deferred<string>();
  const text = await result.promise;
  result.resolve(await read());
  return text;
}

export async function again(): Promise<string> {
  const result = defer<string>();
  void (async () => {
    try {
      result.resolve(await read());
    } catch {
      console.log("no");
    }
  })();
  return result.promise;
}
