// Steps of for await over an array, an async generator and an array of promises.
async function* g() { yield "g1"; yield "g2"; }
(async () => { for await (const v of ["s1", "s2"]) console.log(v); console.log("s end"); })();
(async () => { for await (const v of g()) console.log(v); console.log("g end"); })();
(async () => { for await (const v of [Promise.resolve("p1"), Promise.resolve("p2")]) console.log(v); console.log("p end"); })();
let p = Promise.resolve();
for (let i = 1; i <= 9; i++) p = p.then(() => console.log("tick", i));
