import { readFile } from "node:fs/promises";
import { Semaphore } from "async-mutex";

const slots = new Semaphore(4);

export async function read(path: string): Promise<string> {
  const [, release] = await slots.acquire();
//                          ^^^^^^^^^^^^^^^ warning: if `readFile` at line 9 fails
  const text = await readFile(path, "utf8");
  release();
  return text;
}
