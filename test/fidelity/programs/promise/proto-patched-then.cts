// A `then` replaced on the prototype is what resolving and `Promise.all` call, and await does not.
const original = Promise.prototype.then;
let calls = 0;
Promise.prototype.then = function (this: Promise<unknown>, ...args: any[]) {
  calls++;
  return original.apply(this, args as any) as any;
} as any;
(async () => {
  await Promise.resolve(1);
  console.log("await", calls);
  await Promise.all([1, 2]);
  console.log("all", calls);
  await new Promise((r) => r(Promise.resolve()));
  console.log("follow", calls);
})();
