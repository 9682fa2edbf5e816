import { fork } from "node:child_process";

if (process.argv[2] === "child") {
  process.send?.("hello");
  process.disconnect();
} else {
  const child = fork(new URL(import.meta.url), ["child"]);
  child.on("message", (message) => console.log("message", message));
  child.on("exit", (code) => console.log("exit", code));
}
//> says message hello
//> says exit 0
//> completed
