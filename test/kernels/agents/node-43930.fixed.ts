// The parent ends the channel after the answer.
import { fork } from "node:child_process";

export function start(): void {
  const child = fork(new URL("../support/ipc-child.ts", import.meta.url));
  child.on("error", (error) => console.error(error));
  child.once("message", (answer) => {
    console.log(answer);
    child.disconnect();
  });
  child.send({ kind: "begin" });
}

start();
