// Async generators: requests queue up, return and throw, values are awaited.
async function* numbers() {
  try {
    console.log("start");
    const got = yield Promise.resolve(1);
    console.log("got", got);
    yield 2;
    yield 3;
  } finally {
    console.log("cleanup");
    await null;
    console.log("cleaned");
  }
}
const g = numbers();
const all = [g.next("ignored" as never), g.next("sent" as never), g.return("ret" as never), g.next()];
console.log("queued");
for (const p of all) console.log(await p);
const h = numbers();
console.log(await h.next(), await h.throw(new Error("t")).catch((e) => e.message), await h.next());
const never = numbers();
console.log(await never.return("early" as never), await never.next());
console.log(Object.prototype.toString.call(g), typeof g[Symbol.asyncIterator], g[Symbol.asyncIterator]() === g);
