import { spawn } from "node:child_process";
import { once } from "node:events";

export async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args);
  await new Promise<void>((resolve, reject) => {
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: nobody reads its `stdout`
    child.on("close", () => resolve());
    child.on("error", reject);
  });
}

export async function errorsOnly(command: string): Promise<string> {
  const child = spawn(command, ["--all"], { cwd: "/" });
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, "exit");
//^^^^^^^^^^^^^^^^^^^^^^^^^ warning: nobody reads its `stdout`
  return text;
}

export async function bothRead(command: string): Promise<string> {
  const child = spawn(command, ["--all"]);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.resume();
  await once(child, "close");
  return text;
}

export async function notPiped(command: string): Promise<void> {
  const child = spawn(command, [], { stdio: "inherit" });
  await once(child, "close");
}

export async function handedOn(command: string, log: (child: unknown) => void): Promise<void> {
  const child = spawn(command, []);
  log(child);
  await once(child, "close");
}
