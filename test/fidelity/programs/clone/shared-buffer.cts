// A SharedArrayBuffer stays the same memory.
const s = new SharedArrayBuffer(4);
const t = structuredClone(s);
new Int32Array(s)[0] = 42;
console.log(new Int32Array(t)[0], t.byteLength);
const view = structuredClone(new Int32Array(s));
view[0] = 7;
console.log(new Int32Array(s)[0], Object.prototype.toString.call(view.buffer));
