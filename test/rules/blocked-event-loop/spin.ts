import { execFile, execSync } from "node:child_process";
import { promisify } from "node:util";

let done = false;
let ready = false;

export function spin(): void {
  setTimeout(() => {
    done = true;
  }, 10);
  while (!done) {
//       ^^^^^ error: this loop never ends
    // Nothing can change it while we look.
  }
}

export async function wait(): Promise<void> {
  setTimeout(() => {
    ready = true;
  }, 10);
  while (!ready) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

export function count(): number {
  let left = 10;
  while (left) left--;
  return left;
}

export async function build(): Promise<string> {
  return execSync("make", { encoding: "utf8" });
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: stops every task of this thread
}

export async function buildLater(): Promise<string> {
  const { stdout } = await promisify(execFile)("make");
  return stdout;
}

/** Not asynchronous itself: a script may do as it likes. */
export function version(): string {
  return execSync("git describe", { encoding: "utf8" });
}
