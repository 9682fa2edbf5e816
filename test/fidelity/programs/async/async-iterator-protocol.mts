// The asynchronous iterator protocol by hand, without sugar.
const source = { async *[Symbol.asyncIterator]() { yield 1; yield 2; } };
const it = source[Symbol.asyncIterator]();
console.log(await it.next(), await it.next(), await it.next(), await it.next());
const G = Object.getPrototypeOf(async function* () {});
console.log(Object.prototype.toString.call(G.prototype ?? {}) !== "", typeof it.return, typeof it.throw);
