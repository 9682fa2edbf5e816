// Callbacks that are no functions are refused.
for (const bad of [undefined, null, "code", 5, {}]) {
  for (const f of [setTimeout, setInterval, setImmediate, queueMicrotask, process.nextTick] as any[]) {
    try { f(bad, 1); console.log("accepted"); } catch (e: any) { console.log(e.name, e.code, e.message); }
  }
}
setTimeout((...args: unknown[]) => console.log(args), 1, 1, "two", { three: 3 });
