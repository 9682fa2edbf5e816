// needs node 24
// Refused requests, and a callback that throws releases the lock.
const tries: [string, () => Promise<unknown>][] = [
  ["no callback", () => (navigator.locks as any).request("a")],
  ["dash", () => navigator.locks.request("-a", async () => {})],
  ["steal and ifAvailable", () => navigator.locks.request("a", { steal: true, ifAvailable: true }, async () => {})],
  ["steal shared", () => navigator.locks.request("a", { steal: true, mode: "shared" }, async () => {})],
  ["throws", () => navigator.locks.request("a", () => { throw new Error("in callback"); })],
  ["rejects", () => navigator.locks.request("a", async () => { throw new Error("rejected"); })],
];
for (const [name, run] of tries) console.log(name, await run().then(() => "fine", (e) => `${e.name}`));
console.log(await navigator.locks.request("a", () => "free again"));
