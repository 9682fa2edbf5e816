// return p, return await p, and p without return differ by microtasks.
const tick = (n: number): Promise<void> => (n === 0 ? Promise.resolve() : Promise.resolve().then(() => tick(n - 1)));
async function direct() { return Promise.resolve(); }
async function awaited() { return await Promise.resolve(); }
async function none() { await Promise.resolve(); }
direct().then(() => console.log("direct"));
awaited().then(() => console.log("awaited"));
none().then(() => console.log("none"));
let p = Promise.resolve();
for (let i = 1; i <= 5; i++) p = p.then(() => console.log("tick", i));
