// Questions by callback and by promise, one withdrawn, one asked of what is closed.
import { createInterface } from "node:readline";
import { createInterface as createPromises } from "node:readline/promises";
import { PassThrough } from "node:stream";

const input = new PassThrough();
const output = new PassThrough();
let shown = "";
output.on("data", (chunk) => {
  shown += String(chunk);
});

const plain = createInterface({ input, output });
plain.question("name? ", (answer) => {
  console.log("answer", answer);
  plain.close();
});
const closed = new Promise((resolve) => plain.once("close", resolve));
input.write("Ada\n");
await closed;

const asking = createPromises({ input, output });
const first = asking.question("first? ");
input.write("1\n");
console.log(await first);
const controller = new AbortController();
const withdrawn = asking.question("second? ", { signal: controller.signal });
controller.abort();
await withdrawn.catch((error: Error) => console.log(error.name));
asking.on("line", (line) => console.log("line", line));
input.write("2\n");
await new Promise(setImmediate);
asking.close();
await asking.question("third? ").catch((error: NodeJS.ErrnoException) => console.log(error.code));
console.log(JSON.stringify(shown));
