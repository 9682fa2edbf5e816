// The second branch is made when somebody asks for it.
import type { ChildProcessByStdio } from "node:child_process";
import { PassThrough, type Readable } from "node:stream";

export function outputs(child: ChildProcessByStdio<null, Readable, Readable>): { stdout: Readable; combined: () => Readable } {
  const stdout = new PassThrough();
  child.stdout.pipe(stdout);
  return {
    stdout,
    combined: () => {
      const combined = new PassThrough();
      child.stdout.pipe(combined);
      child.stderr.pipe(combined);
      return combined;
    },
  };
}
