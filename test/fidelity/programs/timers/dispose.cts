// Symbol.dispose, Symbol.toPrimitive and close of timers; clearing by number, by text and by the other function.
const dispose: symbol = (Symbol as any).dispose ?? Symbol.for("nodejs.dispose");
const a: any = setTimeout(() => console.log("never a"), 5);
console.log(typeof a[dispose], typeof +a, `${a}` === String(+a), typeof a[Symbol.toPrimitive]());
a[dispose]?.();
const b = setTimeout(() => console.log("never b"), 5);
clearTimeout(+b);
const c = setTimeout(() => console.log("never c"), 5);
clearTimeout(String(+c) as any);
const d = setInterval(() => console.log("never d"), 5);
clearTimeout(d);
const e = setTimeout(() => console.log("never e"), 5);
clearInterval(e);
const f = setImmediate(() => console.log("never f"));
(f as any)[dispose]?.();
if (!(f as any)[dispose]) clearImmediate(f);
const g: any = setTimeout(() => console.log("never g"), 5);
console.log(g.close() === g, g.hasRef());
clearTimeout(undefined); clearTimeout(null as any); clearTimeout("nonsense" as any); clearTimeout({} as any); try { clearImmediate(5 as any); } catch (err: any) { console.log(err.name, err.message); }
const h = setTimeout(() => { console.log("h"); clearTimeout(h); }, 2);
