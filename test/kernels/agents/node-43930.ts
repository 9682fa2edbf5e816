// A child that listens for the end of its parent's channel is kept alive by it, and nobody ends the channel.
import { fork } from "node:child_process";

export function start(script: string): void {
  const child = fork(script);
  child.send({ kind: "begin" });
  child.on("message", (answer) => console.log(answer));
}

start("./child.js");
