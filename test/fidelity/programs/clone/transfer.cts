// structuredClone with transfer detaches.
const buffer = new ArrayBuffer(8);
new Uint8Array(buffer)[0] = 7;
const moved = structuredClone({ buffer, other: 1 }, { transfer: [buffer] });
console.log(buffer.byteLength, moved.buffer.byteLength, new Uint8Array(moved.buffer)[0]);
try { structuredClone(1, { transfer: [{} as any] }); } catch (e: any) { console.log(e instanceof Error); }
const two = new ArrayBuffer(1);
try { structuredClone(two, { transfer: [two, two] }); } catch (e: any) { console.log(e.name); }
const view = new Uint8Array(4);
const sub = new Uint8Array(view.buffer, 1, 2);
const both = structuredClone([view, sub]);
console.log(both[0].buffer === both[1].buffer, both[1].byteOffset, both[1].length);
