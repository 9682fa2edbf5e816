// needs node 24
// ifAvailable gives null instead of waiting.
await navigator.locks.request("x", async () => {
  console.log(await navigator.locks.request("x", { ifAvailable: true }, async (lock) => (lock === null ? "not available" : "got it")));
  console.log(await navigator.locks.request("y", { ifAvailable: true }, async (lock) => (lock === null ? "not available" : "got it")));
});
console.log(await navigator.locks.request("x", { ifAvailable: true }, (lock) => lock?.name));
