// The output of a process goes into two branches; one of them is read.
import type { ChildProcessByStdio } from "node:child_process";
import { PassThrough, type Readable } from "node:stream";

export function outputs(child: ChildProcessByStdio<null, Readable, Readable>): { stdout: Readable; size: () => number } {
  const stdout = new PassThrough();
  const combined = new PassThrough();
  child.stdout.pipe(stdout);
  child.stdout.pipe(combined);
  child.stderr.pipe(combined);
  let size = 0;
  stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
  });
  return { stdout, size: () => size };
}
