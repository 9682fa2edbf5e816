// needs node 22
// Promise.withResolvers: settle from outside, once.
const { promise, resolve, reject } = (Promise as any).withResolvers();
promise.then((v: unknown) => console.log("got", v));
setTimeout(() => {
  resolve("first");
  resolve("second");
  reject(new Error("ignored"));
  console.log("settled");
}, 5);
class Sub extends Promise<unknown> {}
console.log((Sub as any).withResolvers().promise instanceof Sub);
try {
  (Promise as any).withResolvers.call(undefined);
} catch (e) {
  console.log((e as Error).name);
}
