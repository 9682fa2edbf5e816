// What a timer object is.
const t = setTimeout(() => {}, 10);
console.log(t.constructor.name, typeof t.ref, typeof t[Symbol.toPrimitive], typeof +t, t.unref() === t, t.ref() === t, t.refresh() === t);
const i = setImmediate(() => {});
console.log(i.constructor.name, typeof i.ref, i.hasRef());
clearTimeout(t);
