// needs node 24
// query shows who holds and who waits.
navigator.locks.request("a", () => new Promise((r) => setTimeout(r, 50)));
navigator.locks.request("a", async () => {});
navigator.locks.request("b", { mode: "shared" }, () => new Promise((r) => setTimeout(r, 50)));
await new Promise((r) => setTimeout(r, 10));
const { held, pending } = await navigator.locks.query();
console.log(held!.map((l) => `${l.name} ${l.mode}`).sort(), pending!.map((l) => `${l.name} ${l.mode}`));
