// What a program may leave behind in what it can reach, for the next run of the same program to find.

/** Each looks for its mark before it leaves it: a run that finds one prints `seen`. */
export const MARKS: Readonly<Record<string, string>> = {
  "a property of Promise": `if ((Promise as any).mark) console.log("seen"); (Promise as any).mark = 1;`,
  "a property of its prototype": `if ((Promise.prototype as any).mark) console.log("seen"); (Promise.prototype as any).mark = 1;`,
  "a hidden property": `if ((Promise as any).mark) console.log("seen"); Object.defineProperty(Promise, "mark", { value: 1 });`,
  "a property of a method": `const then: any = Promise.prototype.then; if (then.mark) console.log("seen"); then.mark = 1;`,
  "a symbol on a method": `const all: any = Promise.all, key = Symbol.for("mark"); if (all[key]) console.log("seen"); all[key] = 1;`,
  "another then": `const kept = Promise.prototype.then; if (kept.length === 0) console.log("seen"); (Promise.prototype as any).then = function (this: any, ...given: any[]) { return Reflect.apply(kept, this, given); };`,
  "a then that is a getter": `const kept = Promise.prototype.then; if (Object.getOwnPropertyDescriptor(Promise.prototype, "then")!.get) console.log("seen"); Object.defineProperty(Promise.prototype, "then", { get: () => kept, configurable: true });`,
  "a then that cannot be written": `if (!Object.getOwnPropertyDescriptor(Promise.prototype, "then")!.writable) console.log("seen"); Object.defineProperty(Promise.prototype, "then", { writable: false });`,
  "a static that is gone": `if (!("race" in Promise)) console.log("seen"); delete (Promise as any).race;`,
  "another name": `if (Promise.all.name !== "all") console.log("seen"); Object.defineProperty(Promise.all, "name", { value: "mark" });`,
  "another species": `if ((Promise as any)[Symbol.species] !== Promise) console.log("seen"); Object.defineProperty(Promise, Symbol.species, { get: () => Object });`,
  "another tag": `if (String(Promise.resolve()) !== "[object Promise]") console.log("seen"); Object.defineProperty(Promise.prototype, Symbol.toStringTag, { value: "mark" });`,
  "another constructor": `if (Promise.prototype.constructor !== Promise) console.log("seen"); (Promise.prototype as any).constructor = class {};`,
  "a class above Promise": `if ((Promise as any).mark) console.log("seen"); Object.setPrototypeOf(Promise, class { static mark = 1; });`,
  "a prototype above its own": `if ((Promise.prototype as any).mark) console.log("seen"); Object.setPrototypeOf(Promise.prototype, { mark: 1 });`,
  "a closed Promise": `if (!Object.isExtensible(Promise) || !Object.isExtensible(Promise.prototype)) console.log("seen"); Object.freeze(Promise); Object.freeze(Promise.prototype);`,
  "a closed method": `if (!Object.isExtensible(Promise.prototype.then)) console.log("seen"); Object.preventExtensions(Promise.prototype.then);`,
  "its probes": `declare const __il: any; if (__il.mark || __il.t.mark) console.log("seen"); try { __il.mark = 1; } catch {} try { __il.t.mark = 1; } catch {} try { __il.t = () => {}; } catch {}`,
  "a global": `if ((globalThis as any).mark) console.log("seen"); (globalThis as any).mark = 1;`,
  "a console of its own": `if (console.info !== console.log) console.log("seen"); console.info = () => {};`,
  "console's groups and counters": `console.group(); console.count("mark");`,
  timers: `const set: any = setTimeout; if (set.mark) console.log("seen"); set.mark = 1; setInterval(() => {}, 5);`,
  "the process": `const own: any = process; if (own.mark || process.env.MARK || process.exitCode) console.log("seen"); own.mark = 1; process.env.MARK = "1"; process.exitCode = 3; process.on("exit", (code) => console.log("exit", code)); process.on("beforeExit", () => console.log("before"));`,
  "a listener of uncaught errors": `process.on("uncaughtException", (error) => console.log("caught", error.message)); queueMicrotask(() => { throw new Error("one"); });`,
  exports: `module.exports.mark = (module.exports.mark ?? 0) + 1; console.log(module.exports.mark);`,
  "classes of the platform": `for (const type of [AbortController, EventTarget, Event, MessageChannel, Date] as any[]) { if (type.mark || type.prototype.mark) console.log("seen"); type.mark = type.prototype.mark = 1; }`,
  "other objects of the platform": `for (const it of [Math, performance, navigator, crypto, queueMicrotask, Atomics] as any[]) { if (Object.hasOwn(it, "trace_")) console.log("seen"); it.trace_ = 1; }`,
  "the seed of chance": `console.log(Math.random(), Date.now(), performance.now());`,
  "numbers of timers and locks": `console.log(Number(setTimeout(() => {}, 1))); void navigator.locks.request("a", () => new Promise(() => {}));`,
};

/** Ways to leave a run in the middle of something. */
export const LEFTOVERS: Readonly<Record<string, string>> = {
  "nothing can go on": `async function stuck() { await new Promise(() => {}); } void stuck(); void stuck();`,
  "an endless loop": `setTimeout(() => { for (;;) {} }, 1); void Promise.resolve().then(() => {});`,
  "an endless recursion": `const down = (): number => down() + 1; void Promise.resolve().then(down);`,
  "an error in the middle": `const list: Promise<void>[] = []; for (let i = 0; i < 5; i++) list.push(Promise.reject(new Error("no " + i))); process.nextTick(() => { throw new Error("first"); });`,
  "an exit in the middle": `async function leave() { await null; process.exit(4); } void leave(); setTimeout(() => console.log("never"), 1); void Promise.resolve().then(() => console.log("once"));`,
  "a rejection that is handled late": `const late = Promise.reject(new Error("late")); process.on("unhandledRejection", () => {}); process.on("rejectionHandled", () => console.log("handled")); setTimeout(() => late.catch(() => {}), 5);`,
  "a generator that is left": `async function* numbers() { for (let i = 0; ; i++) yield i; } async function all() { for await (const i of numbers()) { console.log(i); if (i > 2) await new Promise(() => {}); } } void all();`,
  "a store that is left": `const { AsyncLocalStorage } = require("node:async_hooks"); const store = new AsyncLocalStorage(); console.log(store.getStore()); store.enterWith(7); void Promise.resolve().then(() => console.log(store.getStore()));`,
  "a top-level await that never ends": `console.log("in"); await new Promise(() => {}); export {};`,
  "a wait that blocks": `const cells = new Int32Array(new SharedArrayBuffer(8)); console.log("in"); Atomics.wait(cells, 0, 0);`,
  "a worker": `const { Worker } = require("node:worker_threads"); const cells = new Int32Array(new SharedArrayBuffer(8)); const worker = new Worker("require('worker_threads').parentPort.on('message', (cells) => { cells[0]++; Atomics.add(cells, 1, 1); Atomics.notify(cells, 1); })", { eval: true }); worker.postMessage(cells); cells[0]++; Atomics.wait(cells, 1, 0); console.log(cells[0]); worker.on("exit", (code: number) => console.log("exit", code)); setTimeout(() => worker.terminate(), 1);`,
};
