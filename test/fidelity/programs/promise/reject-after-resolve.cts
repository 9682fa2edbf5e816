// Only the first settlement counts, also through following another promise.
let settle: any;
const slow = new Promise((r) => setTimeout(r, 10, "slow"));
new Promise((resolve, reject) => {
  settle = { resolve, reject };
  resolve(slow);
  reject(new Error("ignored"));
}).then((v) => console.log(v));
settle.resolve("ignored too");
