// `createWriteStream`: what a full buffer says, `drain`, `finish` and `close`; appending; writing in the middle; a second one on a missing folder.
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const directory = await mkdtemp(join(tmpdir(), "write-"));
const path = join(directory, "text.txt");
const closed = (stream: ReturnType<typeof createWriteStream>) => new Promise((resolve) => stream.once("close", resolve));

const stream = createWriteStream(path, { highWaterMark: 4 });
for (const event of ["open", "ready", "drain", "finish", "close"]) {
  stream.on(event, () => console.log(event, stream.bytesWritten, stream.writableLength));
}
console.log(stream.write("ab"), stream.write("cd"), stream.write("ef"));
stream.once("drain", () => stream.end("gh"));
await closed(stream);
console.log(await readFile(path, "utf8"));

const more = createWriteStream(path, { flags: "a" });
more.end("++");
await closed(more);
const inside = createWriteStream(path, { flags: "r+", start: 2 });
inside.write("--");
inside.end("!");
await closed(inside);
console.log(await readFile(path, "utf8"));

const nowhere = createWriteStream(join(directory, "missing", "text.txt"));
nowhere.on("error", (error: NodeJS.ErrnoException) => console.log(error.code));
nowhere.write("lost");
await closed(nowhere);
await rm(directory, { recursive: true });
