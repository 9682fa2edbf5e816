// An ES module that starts itself, with events.once and top-level await.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
if (process.argv[2] === "child") {
  const [first] = await once(process, "message") as any;
  process.send!({ pong: first.ping + 1 });
  process.disconnect!();
} else {
  const c = spawn(process.execPath, [fileURLToPath(import.meta.url), "child"], { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  await once(c, "spawn");
  c.send({ ping: 1 });
  const [reply] = await once(c, "message");
  console.log(reply);
  const [code, signal] = await once(c, "exit");
  console.log(code, signal);
}
