// The parent ends the channel after the answer.
import { fork } from "node:child_process";

export function start(script: string): void {
  const child = fork(script);
  child.send({ kind: "begin" });
  child.on("error", (error) => console.error(error));
  child.once("message", (answer) => {
    console.log(answer);
    child.disconnect();
  });
}

start("./child.js");
