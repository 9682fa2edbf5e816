// Digests of every algorithm, in every encoding, in parts, keyed, copied and refused.
import { createHash, createHmac, pbkdf2Sync, scryptSync, hkdfSync, timingSafeEqual, randomBytes } from "node:crypto";

const names = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512-256", "sha3-256", "sha3-512", "ripemd160"];
for (const name of [...names, "blake2b512", "blake2s256", "SHA256", "RSA-SHA1"]) {
  console.log(name, createHash(name).update("the quick ").update(Buffer.from("brown fox")).digest("hex"));
}
console.log(createHash("shake128", { outputLength: 8 }).update("a").digest("hex"), createHash("shake256").update("a").digest("hex"));
console.log(createHash("sha1").update("grüße", "latin1").digest("base64"), createHash("sha1").update("grüße").digest("base64url"));
console.log(createHash("sha256").update("00ff", "hex").digest());
console.log(createHmac("sha256", "key").update("text").digest("hex"), createHmac("sha1", Buffer.alloc(200, 7)).update("").digest("hex"));
const first = createHash("sha256").update("shared");
const second = first.copy().update(" and more");
console.log(first.digest("hex"), second.digest("hex"));
console.log(pbkdf2Sync("password", "salt", 3, 20, "sha512").toString("hex"));
console.log(scryptSync("password", "salt", 32, { N: 16, r: 8, p: 1 }).toString("hex"));
console.log(Buffer.from(hkdfSync("sha256", "key", "salt", "info", 42)).toString("hex"));
console.log(timingSafeEqual(Buffer.from("abc"), Buffer.from("abc")), timingSafeEqual(Buffer.from("abc"), Buffer.from("abd")));
console.log(randomBytes(16).length, randomBytes(4).toString("hex").length, Buffer.isBuffer(randomBytes(2)));
for (const wrong of [
  () => createHash("nothing"),
  () => createHmac("nothing", "key"),
  () => first.update("again"),
  () => first.digest(),
  () => timingSafeEqual(Buffer.from("a"), Buffer.from("ab")),
  () => randomBytes(-1),
]) {
  try {
    wrong();
  } catch (error) {
    console.log(error instanceof Error && [error.name, Reflect.get(error, "code"), error.message].join("|"));
  }
}
