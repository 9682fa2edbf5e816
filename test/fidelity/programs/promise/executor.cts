// The executor runs at once; what it throws rejects, unless it has resolved before.
console.log("before");
const p = new Promise((resolve) => {
  console.log("executor");
  resolve(1);
  throw new Error("swallowed");
});
p.then((v) => console.log("value", v));
new Promise(() => {
  throw new Error("thrown");
}).catch((e) => console.log(e.message));
for (const bad of [undefined, null, 5, {}]) {
  try {
    new Promise(bad as any);
  } catch (e) {
    console.log((e as Error).name, (e as Error).message);
  }
}
try {
  (Promise as any)(() => {});
} catch (e) {
  console.log((e as Error).name);
}
console.log("after");
