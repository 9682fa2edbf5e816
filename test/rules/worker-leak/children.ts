// Child processes that wait for the end of their channel.
import { fork } from "node:child_process";

export function leave(): void {
  const child = fork(new URL("./farewell.ts", import.meta.url));
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: it listens for the end of its channel, so it never ends by itself
  child.on("error", (error) => console.error(error));
}

export function part(): void {
  const child = fork(new URL("./farewell.ts", import.meta.url));
  child.on("error", (error) => console.error(error));
  child.once("message", () => child.disconnect());
}
