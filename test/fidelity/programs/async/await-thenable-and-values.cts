// What await makes of values, thenables and functions with a then.
(async () => {
  const fn = Object.assign(() => 1, { then: (r: (v: string) => void) => r("from function") });
  console.log(await fn, await 5, await "s", await null, await undefined, await [1], await { a: 1 });
  console.log(await { then: (r: (v: unknown) => void) => r(Promise.resolve("followed")) });
  try { await { then: (_: unknown, j: (e: Error) => void) => j(new Error("rejecting")) }; } catch (e) { console.log((e as Error).message); }
  try { await { get then() { throw new Error("getter"); } }; } catch (e) { console.log((e as Error).message); }
})();
