// `Buffer` on the simulated machine gives what Node's gives.

import { expect, test } from "vitest";
import { printed, realNode, simulate } from "../../support/against-node";

const PROGRAM = `
const log = (...x) => console.log(JSON.stringify(x));
const b = Buffer.from("h\\u00e9llo w\\u00f6rld \\ud83d\\ude00");
log(b.length, b.toString(), b.toString("hex"), b.toString("base64"), b.toString("base64url"), b.toString("latin1"), b.toString("utf8", 1, 5));
for (const e of ["hex", "base64", "utf-8", "latin1", "ucs2", "UTF-16LE", "base64url"]) log(e, Buffer.isEncoding(e), Buffer.from(b.toString(e), e).equals(b) || e === "latin1");
const s = b.slice(1, 4); s[0] = 0x41; log(b[1], s.length, Buffer.isBuffer(s), Buffer.isBuffer(b.subarray(1)));
log(Buffer.concat([Buffer.from("ab"), Buffer.from("cd")], 3).toString(), Buffer.alloc(5, "xy").toString(), Buffer.alloc(2).toJSON());
const t = Buffer.alloc(6); log(t.write("abc", 1), t.write("zz", 5), b.copy(t, 0, 0, 2), t.toString("hex"));
log(b.indexOf("w"), b.includes("xyz"), b.indexOf(0x6f), Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.from("b").compare(Buffer.from("ab")), Buffer.byteLength("\\u00e9"));
const n = Buffer.alloc(8); log(n.writeUInt32BE(0x01020304, 0), n.writeInt16LE(-2, 4), n.readUInt32LE(0), n.readInt16LE(4), n.readUInt8(0), n.toString("hex"));
n.writeDoubleLE(1.5); log(n.readDoubleLE(), String(n.readBigUInt64LE()));
const memory = new Uint8Array([1, 2, 3]); const shared = Buffer.from(memory.buffer, 1, 2); memory[1] = 9; log([...shared], [...Buffer.from(memory)]);
`;

test("a Buffer reads, writes, compares and converts as Node's does", async () => {
  const files = { "main.cjs": PROGRAM };
  const [simulated, real] = await Promise.all([simulate(files).then(printed), realNode(files)]);
  expect(simulated).toEqual(real);
});
