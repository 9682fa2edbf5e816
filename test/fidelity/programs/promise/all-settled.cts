// Promise.allSettled: a record for each, in order.
Promise.allSettled([1, Promise.reject(new Error("no")), new Promise((r) => setTimeout(r, 5, "later")), { then: (_: unknown, j: (e: string) => void) => j("thenable") }]).then((results) => {
  for (const r of results) console.log(r.status, r.status === "fulfilled" ? r.value : String(r.reason));
});
Promise.allSettled([]).then((r) => console.log("empty", r.length));
