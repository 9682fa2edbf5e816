// Variables captured per iteration by async closures.
const jobs: Promise<void>[] = [];
for (let i = 0; i < 3; i++) jobs.push((async () => { await null; console.log("let", i); })());
for (const { x, y = x * 2 } of [{ x: 1 }, { x: 2, y: 5 }]) jobs.push((async () => { await null; console.log(x, y); })());
// eslint-disable-next-line no-var
for (var v = 0; v < 2; v++) jobs.push((async () => { await null; console.log("var", v); })());
await Promise.all(jobs);
