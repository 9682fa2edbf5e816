// Async functions are told apart by their tag.
const { types } = require("node:util");
async function declared(a: number, b = 2) { await a; return b; }
const arrow = async (x: number) => x;
class A { async m() { return 1; } plain() { return arrow(1); } static async s() {} }
const o = { async ["computed"]() {}, async p() {} };
for (const f of [declared, arrow, new A().m, A.s, o.computed, o.p, new A().plain, () => 1, function () { return arrow(2); }, A, (x: number) => arrow(x)]) {
  console.log(f.name, Object.prototype.toString.call(f), (f as any)[Symbol.toStringTag], types.isAsyncFunction(f));
}
console.log(declared, arrow, [o.p]);
