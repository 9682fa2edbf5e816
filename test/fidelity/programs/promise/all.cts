// Promise.all: order of values, first rejection, empty, non-promises, thenables, iterables.
const log = (tag: string) => (v: unknown) => console.log(tag, v);
Promise.all([]).then(log("empty"));
Promise.all([1, Promise.resolve(2), { then: (r: (v: number) => void) => r(3) }]).then(log("mixed"));
Promise.all([new Promise((r) => setTimeout(r, 20, "slow")), new Promise((r) => setTimeout(r, 5, "fast"))]).then(log("timed"));
Promise.all([Promise.reject(new Error("one")), Promise.reject(new Error("two"))]).catch((e) => console.log("rejected", e.message));
Promise.all(new Set([Promise.resolve("s1"), "s2"])).then(log("set"));
Promise.all(
  (function* () {
    yield 1;
    yield Promise.resolve(2);
  })(),
).then(log("generator"));
(Promise.all as any)(5).catch((e: Error) => console.log(e.name));
console.log("sync");
