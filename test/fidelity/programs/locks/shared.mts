// needs node 24
// Shared holders overlap; a waiting exclusive request keeps later shared ones out.
const log: string[] = [];
const hold = (name: string, mode: "shared" | "exclusive", ms: number) => navigator.locks.request("rw", { mode }, async () => { log.push(`+${name}`); await new Promise((r) => setTimeout(r, ms)); log.push(`-${name}`); });
await Promise.all([hold("r1", "shared", 30), hold("r2", "shared", 60), hold("w", "exclusive", 10), hold("r3", "shared", 5)]);
console.log(log.join(" "));
