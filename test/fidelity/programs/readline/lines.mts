// Lines of a stream: however it is cut into pieces, with every kind of line's end; `for await`; events of an interface that is closed early.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { PassThrough, Readable } from "node:stream";

const pieces = ["one\ntw", "o\r", "\nthree\rfo", "ur\n\nlast"];
for await (const line of createInterface({ input: Readable.from(pieces) })) console.log(JSON.stringify(line));

const input = new PassThrough();
const lines = createInterface({ input });
for (const event of ["line", "pause", "resume", "close"]) {
  lines.on(event, (value?: unknown) => console.log(event, value));
}
input.write("a\nb\n");
await new Promise(setImmediate);
lines.pause();
input.write("c\n");
await new Promise(setImmediate);
lines.resume();
await new Promise(setImmediate);
lines.close();
input.write("d\n");
await new Promise(setImmediate);
console.log(lines.getPrompt());

const early = createInterface({ input: Readable.from(["1\n2\n3\n"]) });
for await (const line of early) {
  console.log(line);
  if (line === "2") break;
}
const other = createInterface({ input: Readable.from(["x\n"]) });
const end = once(other, "close");
console.log(await once(other, "line"));
await end;
console.log("end");
