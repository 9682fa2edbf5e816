// Microtasks of yield* in an async generator, beside plain yields.
async function* inner() { yield 1; yield 2; }
async function* outer() { yield* inner(); }
async function* plain() { yield 1; yield 2; }
(async () => { for await (const v of outer()) console.log("star", v); console.log("star end"); })();
(async () => { for await (const v of plain()) console.log("plain", v); console.log("plain end"); })();
let p = Promise.resolve();
for (let i = 1; i <= 14; i++) p = p.then(() => console.log("tick", i));
