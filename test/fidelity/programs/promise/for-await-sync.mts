// for await over sync iterables: rejected elements close the iterator, and what its return gives.
const make = (values: any[]) => ({ [Symbol.iterator]() { let i = 0; return { next: () => ({ value: values[i++], done: i > values.length }), return() { console.log("return"); return {}; } }; } });
for await (const v of make([1, Promise.resolve(2), { then: (y: any) => y(3) }])) console.log(v);
try { for await (const v of make([1, Promise.reject(new Error("r")), 3])) console.log(v); } catch (e: any) { console.log(e.message); }
for await (const v of make([1, 2])) { console.log(v); break; }
outer: for (const x of [1]) { for await (const v of make([1, 2])) { console.log(v); continue outer; } }
try { for await (const v of make([1])) throw new Error("body"); } catch (e: any) { console.log(e.message); }
try { for await (const v of 5 as any); } catch (e: any) { console.log(e.name, e.message); }
try { for await (const v of { [Symbol.asyncIterator]: () => 5 } as any); } catch (e: any) { console.log(e.name, e.message); }
