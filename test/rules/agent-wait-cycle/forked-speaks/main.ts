import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const child = fork(path.join(import.meta.dirname, "children", "child.ts"));
child.on("error", console.error);
child.on("exit", console.log);
child.send("task");
const [answer] = await once(child, "message");
console.log(answer);
