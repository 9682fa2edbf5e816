// A child that listens on the channel to its parent is kept alive by it, and nobody ends the channel.
import { fork } from "node:child_process";

export function start(): void {
  const child = fork(new URL("../support/ipc-child.ts", import.meta.url));
  child.on("error", (error) => console.error(error));
  child.on("message", (answer) => console.log(answer));
  child.send({ kind: "begin" });
}

start();
