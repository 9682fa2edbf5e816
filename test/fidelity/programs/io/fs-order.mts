// A completion of the file system comes in the poll phase: after ticks, microtasks and immediates that were asked for before it.
import { promises as fsp, writeFileSync, rmSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
const root = mkdtempSync(join(tmpdir(), "fidelity-"));
const file = join(root, "a");
writeFileSync(file, "a");
const read = fsp.readFile(file, "utf8").then(async (text) => {
  console.log("read", text);
  setTimeout(() => console.log("timer"), 0);
  setImmediate(() => console.log("immediate"));
  process.nextTick(() => console.log("tick"));
  await null;
  console.log("after await");
});
process.nextTick(() => console.log("first tick"));
Promise.resolve().then(() => console.log("first microtask"));
setImmediate(() => console.log("first immediate"));
await read;
rmSync(root, { recursive: true });
