// Microtasks that each step of an async generator takes.
async function* g() { console.log("g start"); yield "a"; yield "b"; return "c"; }
const it = g();
it.next().then((v) => console.log(v));
it.next().then((v) => console.log(v));
it.next().then((v) => console.log(v));
it.next().then((v) => console.log(v));
let p = Promise.resolve();
for (let i = 1; i <= 10; i++) p = p.then(() => console.log("tick", i));
