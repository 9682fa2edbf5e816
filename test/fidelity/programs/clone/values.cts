// structuredClone of all kinds of values.
const shared = { s: 1 };
const cyc: any = { name: "cycle", shared, again: shared };
cyc.self = cyc;
const copy = structuredClone(cyc);
console.log(copy, copy.self === copy, copy.shared === copy.again, copy.shared !== shared);
console.log(structuredClone([1, , 3]), structuredClone(new Map<unknown, unknown>([["k", new Set([1])], [{ o: 1 }, 2]])), structuredClone(new Date(0)), structuredClone(/ab+/gi));
console.log(structuredClone(10n), structuredClone(-0), structuredClone(NaN), structuredClone(undefined), structuredClone(null), structuredClone("text"), structuredClone(Object(5)), structuredClone(Object("s")));
console.log(structuredClone(new Uint16Array([1, 2])), structuredClone(new DataView(new ArrayBuffer(2))).byteLength, structuredClone(new ArrayBuffer(3)).byteLength);
class P { x = 1; get y() { return 2; } #z = 3; z() { return this.#z; } }
const p: any = structuredClone(new P());
console.log(p, p.constructor === Object, p instanceof P);
console.log(structuredClone(Object.defineProperty({ seen: 1 }, "hidden", { value: 2 })), structuredClone({ [Symbol("s")]: 1, a: 1 }), structuredClone({ get g() { return "got"; } }));
const withNull = structuredClone(Object.assign(Object.create(null), { a: 1 }));
console.log(Object.getPrototypeOf(withNull) === Object.prototype, withNull);
