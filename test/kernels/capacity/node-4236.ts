// A script writes more than its pipe holds, and whoever started it only waits for its end.
import { spawn } from "node:child_process";

export async function build(script: string): Promise<void> {
  const child = spawn("node", [script]);
  await new Promise<void>((resolve) => child.on("close", () => resolve()));
}
