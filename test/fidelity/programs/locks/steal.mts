// needs node 24
// steal breaks the holder's promise; its callback goes on.
const holder = navigator.locks.request("s", async () => { await new Promise((r) => setTimeout(r, 30)); console.log("the old holder's code goes on"); return "old"; });
holder.then((v) => console.log(v), (e) => console.log("rejected", e.name));
await new Promise((r) => setTimeout(r, 5));
console.log(await navigator.locks.request("s", { steal: true }, async () => "stolen"));
await new Promise((r) => setTimeout(r, 60));
