// What the thread pool does comes after what is at hand; a digest of Web Crypto, and a hash as the end of a pipe.
import { createHash, hkdf, pbkdf2, randomBytes, randomInt, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

setImmediate(() => console.log("immediate"));
const bytes = new Promise<void>((resolve) => randomBytes(8, (error, got) => resolve(console.log("bytes", error, got.length))));
process.nextTick(() => console.log("tick"));
await bytes;
console.log((await promisify(pbkdf2)("password", "salt", 2, 16, "sha1")).toString("hex"));
console.log(Buffer.from(await promisify(hkdf)("sha1", "key", "salt", "", 8)).toString("hex"));
console.log(Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode("text"))).toString("hex"));
await crypto.subtle.digest("MD5", new Uint8Array(1)).catch((error) => console.log(error.name, error.message));
const hash = createHash("sha256");
await pipeline(Readable.from(["a", "b"]), hash);
console.log(hash.digest === undefined, (hash.read() as Buffer).toString("hex"));
const other = createHash("md5");
other.on("finish", () => console.log("finished", (other.read() as Buffer).toString("hex")));
other.write("some ");
other.end("text");
await new Promise((resolve) => other.on("close", resolve));
console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(randomUUID()));
const die = randomInt(1, 7);
console.log(die >= 1 && die < 7);
