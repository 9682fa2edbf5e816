// Errors: subclasses, names, causes, own properties, AggregateError, a message that is no text.
class Own extends Error { code = "X"; constructor(m: string) { super(m); this.name = "Own"; } }
const show = (e: any) => console.log(e.name, e.message, e.constructor.name, e instanceof Error, Object.keys(e).join(), e.cause, typeof e.stack);
show(structuredClone(new Own("own")));
show(structuredClone(new TypeError("type", { cause: { a: 1 } })));
const named = new RangeError("r"); named.name = "SyntaxError"; show(structuredClone(named));
show(structuredClone(new AggregateError([new Error("in")], "agg")));
show(structuredClone(Object.assign(new Error("props"), { a: 1, b: { c: 2 } })));
const odd: any = new Error("m"); odd.message = 5; show(structuredClone(odd));
const none: any = new Error(); delete none.message; show(structuredClone(none));
console.log(structuredClone(new Error("s")).stack === undefined);
