// Top-level await: what comes before, between and after.
console.log("one");
queueMicrotask(() => console.log("micro before"));
await null;
console.log("two");
process.nextTick(() => console.log("tick"));
await new Promise((r) => setTimeout(r, 5));
console.log("three");
const { value } = await (async () => ({ value: 4 }))();
console.log(value);
