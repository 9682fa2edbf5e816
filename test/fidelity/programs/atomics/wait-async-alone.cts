// waitAsync woken by its own thread, with nothing else alive; timeouts, not-equal, order among several.
const a = new Int32Array(new SharedArrayBuffer(16));
const w: any = (Atomics as any).waitAsync(a, 0, 0);
console.log(w.async, (Atomics as any).waitAsync(a, 0, 1).value, (Atomics as any).waitAsync(a, 0, 0, 0).value);
w.value.then((v: string) => console.log("woken", v));
(Atomics as any).waitAsync(a, 0, 0).value.then((v: string) => console.log("second", v));
(Atomics as any).waitAsync(a, 1, 0, 5).value.then((v: string) => console.log("other", v));
console.log(Atomics.notify(a, 0, 1), Atomics.notify(a, 0), Atomics.notify(a, 0));
