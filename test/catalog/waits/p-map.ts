// p-map: each operation that waits, while it does.
import pMap, { pMapIterable } from "p-map";
async function default_() { await pMap([1, 2], () => new Promise(() => {}), { concurrency: 1 }); }
async function pMapIterable_() { for await (const one of pMapIterable([1, 2], () => new Promise(() => {}), { concurrency: 1 })) console.log(one); }
void default_();
void pMapIterable_();
