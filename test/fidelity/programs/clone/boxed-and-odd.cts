// structuredClone of boxed values, bigints, dates, regular expressions, sparse arrays, getters, accessors on classes, null prototypes.
const c = (v: any) => structuredClone(v);
console.log(c(Object(5n)), c(Object("s")), c(Object(true)), c(Object(1)), c(10n), c(-0), c(NaN), c(undefined), c(null));
const re = /a(b)/giu; re.lastIndex = 2; const r2 = c(re); console.log(r2, r2.lastIndex, c(new Date(NaN)), c(new Date(5)).getTime());
const sparse: any = [1, , 3]; sparse.x = "own"; console.log(c(sparse), 1 in c(sparse), c(sparse).x, c(sparse).length);
class P { #x = 1; y = 2; get z() { return 3; } m() {} }
console.log(c(new P()), c(new P()).constructor === Object, c(Object.create({ inherited: 1 })), c(Object.assign(Object.create(null), { a: 1 })));
console.log(c({ get g() { console.log("getter"); return 7; } }), c({ [Symbol("s")]: 1, a: 1 }));
const hidden = Object.defineProperty({ a: 1 }, "b", { value: 2, enumerable: false }); console.log(c(hidden));
const cyc: any = { a: [] }; cyc.a.push(cyc); cyc.m = new Map([[cyc, cyc]]); const d = c(cyc); console.log(d.a[0] === d, d.m.get(d) === d, d !== cyc);
const shared = { v: 1 }; const e = c([shared, shared]); console.log(e[0] === e[1]);
console.log(c(new Map([[{ k: 1 }, new Set([1, "x"])]])), c(new Set([[1]])));
console.log(c(Object.freeze({ a: 1 })), Object.isFrozen(c(Object.freeze({ a: 1 }))));
console.log(c(new (class extends Map { extra = 1; })([[1, 2]])), c(new (class X extends Array {})(3)).constructor.name);
