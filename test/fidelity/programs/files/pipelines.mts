// Files as streams through `pipeline` and `finished`: a copy, a failure in the middle, and a whole stream as one value.
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { buffer, json, text } from "node:stream/consumers";
import { finished, pipeline } from "node:stream/promises";

const directory = await mkdtemp(join(tmpdir(), "pipe-"));
const [from, to] = [join(directory, "from.txt"), join(directory, "to.txt")];
await writeFile(from, "a b c d e f");

const loud = new Transform({
  transform(chunk, _encoding, done) {
    done(null, String(chunk).toUpperCase());
  },
});
await pipeline(createReadStream(from, { highWaterMark: 4 }), loud, createWriteStream(to));
console.log(await readFile(to, "utf8"));

const broken = new Transform({ transform: (_chunk, _encoding, done) => done(new Error("broken")) });
const source = createReadStream(from);
const target = createWriteStream(to);
await pipeline(source, broken, target).catch((error: Error) => console.log(error.message));
console.log(source.destroyed, target.destroyed);

const reading = createReadStream(from);
reading.resume();
await finished(reading);
console.log("finished", reading.bytesRead);

console.log(await text(createReadStream(from)));
console.log((await buffer(createReadStream(from))).length);
console.log(await json(Readable.from(['{"a":', "1}"])));
await json(Readable.from(["{"])).catch((error: Error) => console.log(error.name));
await rm(directory, { recursive: true });
