// Typed arrays and buffers: offsets, shared buffers, one buffer twice, transfer detaches, DataView, Buffer, resizable.
const buffer = new ArrayBuffer(16);
const a = new Uint8Array(buffer, 4, 4), b = new Float64Array(buffer, 8, 1), v = new DataView(buffer, 2, 3);
a.set([1, 2, 3, 4]); b[0] = 1.5;
const [x, y, z] = structuredClone([a, b, v]);
console.log(x, x.byteOffset, x.buffer.byteLength, y[0], x.buffer === y.buffer, z.byteLength, z.byteOffset, z.buffer === x.buffer);
const shared = new SharedArrayBuffer(8);
const s = structuredClone({ i: new Int32Array(shared), raw: shared });
new Int32Array(shared)[0] = 7; console.log(s.i[0], s.i.buffer instanceof SharedArrayBuffer, s.raw instanceof SharedArrayBuffer);
const t = structuredClone(a, { transfer: [buffer] });
console.log(t.byteOffset, t.buffer.byteLength, buffer.byteLength, a.length, a.byteOffset, b.byteLength);
try { console.log(v.byteLength); } catch (e: any) { console.log(e.name); }
const buf = Buffer.from("text"); const c: any = structuredClone(buf); console.log(c.constructor.name, String.fromCharCode(...c), c.length);
console.log(structuredClone(new BigInt64Array([1n, -1n])), structuredClone(new Uint8ClampedArray([300])), structuredClone(new Float32Array(0)));
try { structuredClone(1, { transfer: [new SharedArrayBuffer(1)] as any }); console.log("fine"); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { structuredClone(1, { transfer: [buffer] }); console.log("fine"); } catch (e: any) { console.log(e.name, e.code, e.message); }
