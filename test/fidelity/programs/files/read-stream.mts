// `createReadStream`: events in order, pieces of `highWaterMark`, a part of the file, an encoding, `for await`, and a file that is not there.
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const directory = await mkdtemp(join(tmpdir(), "read-"));
const path = join(directory, "text.txt");
await writeFile(path, "one two three four five");

const stream = createReadStream(path, { highWaterMark: 8 });
for (const event of ["open", "ready", "end", "close"]) {
  stream.on(event, (value?: unknown) => console.log(event, typeof value, stream.bytesRead, stream.pending));
}
stream.on("data", (chunk) => console.log("data", String(chunk)));
await new Promise((resolve) => stream.once("close", resolve));

for await (const chunk of createReadStream(path, { start: 4, end: 12, encoding: "utf8" })) console.log(chunk);

const missing = createReadStream(join(directory, "missing.txt"));
missing.on("error", (error: NodeJS.ErrnoException) => console.log(error.code, error.syscall));
await new Promise((resolve) => missing.once("close", resolve));
console.log(missing.destroyed, missing.fd);
await rm(directory, { recursive: true });
