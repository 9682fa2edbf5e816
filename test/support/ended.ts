// Runs a command to its end while the test runner stays awake: `spawnSync` would keep it from hearing of anything for as long as the machine is busy.

import { execFile } from "node:child_process";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function ended(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(command, [...args], { maxBuffer: 1 << 26, ...options }, (_, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}
