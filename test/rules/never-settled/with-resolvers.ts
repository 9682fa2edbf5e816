// Deferreds of `Promise.withResolvers` that somebody settles.
import { readFile } from "node:fs";

export function settled(path: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  readFile(path, "utf8", (error, text) => {
    if (error) reject(error);
    else resolve(text);
  });
  return promise;
}

export function whole(path: string): Promise<string> {
  const done = Promise.withResolvers<string>();
  readFile(path, "utf8", (_, text) => done.resolve(text));
  return done.promise;
}

export async function other(): Promise<void> {
  const done = Promise.withResolvers<void>();
  setTimeout(done.resolve, 10);
  await done.promise;
}
