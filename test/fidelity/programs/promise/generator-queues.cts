// Async generators: a queue of next, return and throw calls; return before start; throw in finally; yield of a rejection.
async function* g() { try { console.log("start"); yield 1; yield Promise.resolve(2); yield 3; } finally { console.log("finally"); await null; console.log("finally done"); } }
const show = (name: string) => (v: any) => console.log(name, v);
(async () => {
  const a = g();
  const all = [a.next(), a.next(), a.return("r"), a.next(), a.throw(new Error("t")).catch((e) => e.message)];
  console.log(await Promise.all(all));
  const b = g();
  console.log(await b.return("early"), await b.next());
  const c = g();
  await c.throw(new Error("before start")).catch((e) => console.log(e.message));
  async function* d() { try { yield Promise.reject(new Error("yielded")); } catch (e: any) { console.log("inside", e.message); yield "after"; } }
  for await (const v of d()) console.log(v);
  async function* e() { while (true) { try { yield 1; } catch (x) { console.log("caught", x); } } }
  const it = e();
  console.log(await it.next(), await it.throw("x"), await it.return(Promise.resolve("p")));
  async function* f() { const x = yield* g(); console.log("x", x); }
  const ff = f(); await ff.next(); console.log(await ff.return(9));
  const bad = g(); await bad.return(Promise.reject(new Error("rejected return"))).catch((err) => console.log(err.message));
  show("end")(1);
})();
