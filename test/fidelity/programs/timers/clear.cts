// Clearing: before, twice, from another timer, inside itself, by number, of nothing.
const a = setTimeout(() => console.log("never a"), 5);
clearTimeout(a);
clearTimeout(a);
const b = setTimeout(() => console.log("never b"), 10);
setTimeout(() => clearTimeout(b), 1);
const c = setInterval(() => { console.log("once"); clearInterval(c); }, 30);
const d = setTimeout(() => console.log("never d"), 5);
clearTimeout(+d as any);
clearTimeout(undefined);
clearTimeout(null as any);
clearTimeout(123456 as any);
const e = setImmediate(() => console.log("never e"));
clearImmediate(e);
const f = setImmediate(() => { console.log("f"); clearImmediate(g); });
const g = setImmediate(() => console.log("never g"));
void f;
