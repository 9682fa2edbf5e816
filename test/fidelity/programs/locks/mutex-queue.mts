// needs node 24
// Web Locks: exclusive requests run one after another, in their order.
const order: string[] = [];
const job = (name: string, ms: number) => navigator.locks.request("res", async (lock) => { order.push(`${name} in ${lock!.name} ${lock!.mode}`); await new Promise((r) => setTimeout(r, ms)); order.push(`${name} out`); return name; });
console.log(await Promise.all([job("a", 20), job("b", 1), job("c", 5)]));
console.log(order.join(", "));
