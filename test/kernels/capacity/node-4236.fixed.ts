// What the script writes goes where this program's own output goes.
import { spawn } from "node:child_process";

export async function build(script: string): Promise<void> {
  const child = spawn("node", [script], { stdio: "inherit" });
  await new Promise<void>((resolve) => child.on("close", () => resolve()));
}
