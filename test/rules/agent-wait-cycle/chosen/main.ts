// Which directory is not written here, so the file of the same name beside this one is not what is started.
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const child = fork(path.join(import.meta.dirname, process.env.KIND ?? "plain", "child.ts"));
child.on("error", console.error);
child.on("exit", console.log);
const [greeting] = await once(child, "message");
child.send(greeting);
