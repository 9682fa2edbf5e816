// What the Web Locks specification (w3c.github.io/web-locks) asks of programs, case by case; the cases follow the web-locks folder of the web-platform-tests.

export interface LockCase {
  /** Section of the specification. */
  readonly clause: string;
  readonly says: string;
  /** The body of an ES module; `locks`, `log`, `held` (a lock that is given back by calling what it resolves to) and `sleep` are there. */
  readonly code: string;
  readonly prints: readonly string[];
  /** Further files. */
  readonly files?: Readonly<Record<string, string>>;
}

const failed = (text: string) => `.catch((e) => log("${text}", e.name))`;

export const LOCK_CASES: readonly LockCase[] = [
  // acquire
  {
    clause: "3.2 request(): Web IDL",
    says: "arguments that are missing or of a wrong type reject",
    code: `for (const args of [[], ["x"], ["x", {}], ["x", undefined], ["x", null], ["x", 123], ["x", {}, null], ["x", { mode: "other" }, () => {}], ["x", { mode: null }, () => {}], [Symbol("s"), () => {}], ["x", { signal: "no" }, () => {}]])
  await locks.request(...args).then(() => log("fine"), (e) => log(e.name));`,
    prints: Array.from({ length: 11 }, () => "TypeError"),
  },
  {
    clause: "4.1 Request a lock",
    says: "the callback is not called in the same job, and gets a lock with its name and mode",
    code: `const done = locks.request("res", (lock) => log("got", lock.name, lock.mode));
log("after"); await done;
await locks.request("res", { mode: "shared" }, (lock) => log(lock.mode, Object.prototype.toString.call(lock)));`,
    prints: ["after", "got res exclusive", "shared [object Lock]"],
  },
  {
    clause: "4.1 Request a lock",
    says: "the promise settles as what the callback gives does",
    code: `log(await locks.request("a", () => 1), await locks.request("a", async () => 2), await locks.request("a", () => {}));
await locks.request("a", () => { throw new RangeError("r"); })${failed("threw")};
await locks.request("a", async () => { throw new RangeError("r"); })${failed("rejected")};
log("free", (await locks.query()).held.length);`,
    prints: ["1 2 undefined", "threw RangeError", "rejected RangeError", "free 0"],
  },
  // held
  {
    clause: "2.4 Held locks",
    says: "a lock is held until the promise that the callback gave settles, however",
    code: `const release = await held("h");
const next = locks.request("h", () => log("second"));
await sleep(5); log("still held"); release(); await next;
let fail; const third = locks.request("h", () => new Promise((_, reject) => { fail = reject; }));
const fourth = locks.request("h", () => log("fourth"));
await sleep(5); fail(new Error("x")); await third${failed("third")}; await fourth;`,
    prints: ["still held", "second", "third Error", "fourth"],
  },
  {
    clause: "2.4 Held locks",
    says: "a lock is free again only after the callback's promise, also where the request's promise is not awaited",
    code: `const order = [];
locks.request("h", async () => { order.push("a in"); await sleep(3); order.push("a out"); });
locks.request("h", async () => { order.push("b in"); await sleep(1); order.push("b out"); });
await locks.request("h", () => order.push("c"));
log(order.join(", "));`,
    prints: ["a in, a out, b in, b out, c"],
  },
  // ifAvailable
  {
    clause: "4.1 Request a lock, ifAvailable",
    says: "a free lock is given, a held one gives null at once, and null holds nothing",
    code: `await locks.request("i", { ifAvailable: true }, (lock) => log(lock.name));
const release = await held("i");
log(await locks.request("i", { ifAvailable: true }, async (lock) => { log(lock, (await locks.query()).held.length); return "given back"; }));
await locks.request("i", { ifAvailable: true }, () => { throw new TypeError("t"); })${failed("callback")};
release(); await sleep(1);
await locks.request("i", { ifAvailable: true }, (lock) => log(lock !== null));`,
    prints: ["i", "null 1", "given back", "callback TypeError", "true"],
  },
  {
    clause: "4.1 Request a lock, ifAvailable",
    says: "shared ones are compatible with one another, and do not pass a waiting exclusive one",
    code: `const release = await held("i", { mode: "shared" });
await locks.request("i", { mode: "shared", ifAvailable: true }, (lock) => log("shared", lock !== null));
await locks.request("i", { ifAvailable: true }, (lock) => log("exclusive", lock !== null));
const waits = locks.request("i", () => log("exclusive at last"));
await locks.request("i", { mode: "shared", ifAvailable: true }, (lock) => log("behind it", lock !== null));
release(); await waits;`,
    prints: ["shared true", "exclusive false", "behind it false", "exclusive at last"],
  },
  // modes
  {
    clause: "2.3 Modes, exclusive",
    says: "one at a time, first come first served; other names do not wait",
    code: `const order = [];
const one = (name, n) => locks.request(name, async () => { order.push(name + n); await sleep(2); order.push("-" + name + n); });
await Promise.all([one("x", 1), one("x", 2), one("y", 1), one("x", 3)]);
log(order.filter((o) => o.includes("x")).join(" ")); log(order.indexOf("y1") < order.indexOf("-x1"));`,
    prints: ["x1 -x1 x2 -x2 x3 -x3", "true"],
  },
  {
    clause: "2.3 Modes, shared",
    says: "shared ones are held together",
    code: `let inside = 0, most = 0;
await Promise.all([1, 2, 3].map(() => locks.request("s", { mode: "shared" }, async () => { most = Math.max(most, ++inside); await sleep(2); inside--; })));
log(most);`,
    prints: ["3"],
  },
  {
    clause: "2.6 Grantable",
    says: "a request is granted only where nothing incompatible is held and nothing stands before it in its queue",
    code: `const order = [];
const one = (mode, n) => locks.request("m", { mode }, async () => { order.push(n); await sleep(2); order.push(-n); });
await Promise.all([one("shared", 1), one("shared", 2), one("exclusive", 3), one("shared", 4), one("shared", 5), one("exclusive", 6)]);
log(order.join(" "));`,
    prints: ["1 2 -1 -2 3 -3 4 5 -4 -5 6 -6"],
  },
  // names
  {
    clause: "2.2 Resource names",
    says: "any text is a name, compared unit by unit; a leading hyphen is refused",
    code: `const names = ["", " ", "\\0", "constructor", "__proto__", "\\uD800", "a-b", "A", "a", "\\u00e9", "e\\u0301", "x".repeat(3000)];
const releases = []; for (const name of names) releases.push(await held(name));
log((await locks.query()).held.map(({ name }) => name).join() === names.join(), releases.length);
await locks.request("-x", () => {})${failed("hyphen")};
await locks.request("-", () => {})${failed("hyphen")};
for (const name of [1, null, undefined, { toString: () => "text" }]) await locks.request(name, (lock) => log(JSON.stringify(lock.name)));`,
    prints: [
      "true 12",
      "hyphen NotSupportedError",
      "hyphen NotSupportedError",
      '"1"',
      '"null"',
      '"undefined"',
      '"text"',
    ],
  },
  // options that exclude one another
  {
    clause: "3.2 request(), steps 6 to 9",
    says: "options that exclude one another reject with NotSupportedError",
    code: `const signal = new AbortController().signal;
for (const options of [{ steal: true, ifAvailable: true }, { steal: true, mode: "shared" }, { signal, steal: true }, { signal, ifAvailable: true }])
  await locks.request("o", options, () => log("called"))${failed("no")};
await locks.request("o", { signal, steal: false, ifAvailable: false }, () => log("fine"));`,
    prints: [...Array.from({ length: 4 }, () => "no NotSupportedError"), "fine"],
  },
  // signal
  {
    clause: "3.2 request(), step 9",
    says: "a signal that is aborted already rejects with its reason; the callback is not called",
    code: `const ac = new AbortController(); ac.abort();
await locks.request("g", { signal: ac.signal }, () => log("called"))${failed("aborted")};
await locks.request("g", { signal: AbortSignal.abort("my reason") }, () => log("called")).catch((e) => log(e));
await locks.request("g", { signal: AbortSignal.abort(undefined) }, () => log("called"))${failed("undefined")};`,
    prints: ["aborted AbortError", "my reason", "undefined AbortError"],
  },
  {
    clause: "4.3 Signal to abort a request",
    says: "an abort takes a waiting request out of the queue, and lets the next one through",
    code: `const release = await held("g", { mode: "shared" });
const ac = new AbortController();
const first = locks.request("g", { signal: ac.signal }, () => log("called"));
const second = locks.request("g", { mode: "shared" }, () => log("second"));
await sleep(1); log((await locks.query()).pending.length);
ac.abort("enough"); await first.catch((e) => log(e)); await second;
log((await locks.query()).pending.length); release();`,
    prints: ["2", "enough", "second", "0"],
  },
  {
    clause: "4.3 Signal to abort a request",
    says: "an abort in the very job of the request rejects",
    code: `const ac = new AbortController();
const p = locks.request("g", { signal: ac.signal }, () => log("called"));
ac.abort(); await p${failed("same job")};
await locks.request("g", () => log("free"));
const release = await held("g"); const again = new AbortController();
const q = locks.request("g", { signal: again.signal }, () => log("called"));
again.abort(); await q${failed("while held")}; await sleep(1); log((await locks.query()).pending.length); release();`,
    prints: ["same job AbortError", "free", "while held AbortError", "0"],
  },
  {
    clause: "4.3 Signal to abort a request",
    says: "an abort after the lock was granted does nothing",
    code: `const ac = new AbortController();
log(await locks.request("g", { signal: ac.signal }, async () => { ac.abort(); await sleep(1); return "kept"; }));
await locks.request("g", () => log("free"));
await held("t"); setTimeout(() => {}, 20); await locks.request("t", { signal: AbortSignal.timeout(5) }, () => log("called"))${failed("timeout")};`,
    prints: ["kept", "free", "timeout TimeoutError"],
  },
  // steal
  {
    clause: "4.1 Request a lock, steal",
    says: "the lock is granted at once; the old holder's promise rejects, its callback goes on",
    code: `let release; const first = locks.request("t", () => new Promise((r) => { release = r; }).then(() => log("callback went on")));
await sleep(1);
const second = locks.request("t", { steal: true }, async (lock) => { await sleep(3); return lock.mode; });
await first${failed("broken")}; release();
log(await second, (await locks.query()).held.length);`,
    prints: ["broken AbortError", "callback went on", "exclusive 0"],
  },
  {
    clause: "4.1 Request a lock, steal",
    says: "it passes whoever waits, who get their turn afterwards; the old holder's end gives nothing back",
    code: `let release; locks.request("t", () => new Promise((r) => { release = r; }))${failed("broken")};
const waits = locks.request("t", () => log("waiter"));
await sleep(1);
const thief = locks.request("t", { steal: true }, async () => { release(); await sleep(3); log("thief ends"); });
await thief; await waits;`,
    prints: ["broken AbortError", "thief ends", "waiter"],
  },
  {
    clause: "4.1 Request a lock, steal",
    says: "all shared holders lose it; a thief can be robbed; of a free lock it is a plain request",
    code: `const hold = (options, name) => locks.request("t", options, () => sleep(50)).catch((e) => log(name, e.name));
hold({ mode: "shared" }, "a"); hold({ mode: "shared" }, "b"); await sleep(1);
hold({ steal: true }, "thief"); await sleep(1);
await locks.request("t", { steal: true }, async () => log((await locks.query()).held.length)); await sleep(1);
await locks.request("free", { steal: true }, (lock) => log(lock.name));`,
    prints: ["a AbortError", "b AbortError", "thief AbortError", "1", "free"],
  },
  // query
  {
    clause: "4.5 Snapshot the lock state",
    says: "held and waiting ones, in the order of the requests, with one client for one thread",
    code: `await held("q", { mode: "shared" }); await held("q", { mode: "shared" }); await held("r");
for (const [name, mode] of [["q", "exclusive"], ["r", "shared"], ["q", "shared"]]) locks.request(name, { mode }, () => {});
const { held: has, pending } = await locks.query();
const show = (list) => list.map(({ name, mode }) => name + " " + mode).join(", ");
log(show(has)); log(show(pending.filter(({ name }) => name === "q"))); log(show(pending.filter(({ name }) => name === "r")));
log(new Set([...has, ...pending].map(({ clientId }) => clientId)).size, typeof has[0].clientId);
process.exit(0);`,
    prints: ["q shared, q shared, r exclusive", "q exclusive, q shared", "r shared", "1 string"],
  },
  {
    clause: "4.5 Snapshot the lock state",
    says: "a snapshot does not change any more, and knows nothing of an empty manager",
    code: `const empty = await locks.query(); log(empty.held.length, empty.pending.length);
const release = await held("q"); const before = await locks.query(); release(); await sleep(1);
log(before.held.length, (await locks.query()).held.length, Object.keys(before.held[0]).sort().join());`,
    prints: ["0 0", "1 0 clientId,mode,name"],
  },
  // agents
  {
    clause: "2.1 Lock managers",
    says: "the threads of one process share their locks; each is a client",
    code: `import { Worker } from "node:worker_threads";
const w = new Worker(new URL("./worker.mjs", import.meta.url));
await new Promise((r) => w.once("message", r));
await locks.request("w", { ifAvailable: true }, (lock) => log(lock));
await locks.request("mine", async () => log(new Set((await locks.query()).held.map((l) => l.clientId)).size));
w.postMessage("release"); await locks.request("w", (lock) => log(lock.name));`,
    files: {
      "worker.mjs": `import { parentPort } from "node:worker_threads";
navigator.locks.request("w", () => new Promise((r) => { parentPort.once("message", r); parentPort.postMessage("held"); }));`,
    },
    prints: ["null", "2", "w"],
  },
  {
    clause: "4.2 Termination of agents",
    says: "what an ended thread holds is given back, what it asked for is dropped",
    code: `import { Worker } from "node:worker_threads";
const w = new Worker(new URL("./worker.mjs", import.meta.url));
await new Promise((r) => w.once("message", r));
const next = locks.request("w", () => log("mine"));
const release = await held("other"); await sleep(2);
log((await locks.query()).pending.length);
await w.terminate(); await next; log((await locks.query()).pending.length); release();`,
    files: {
      "worker.mjs": `import { parentPort } from "node:worker_threads";
navigator.locks.request("w", () => new Promise(() => { parentPort.postMessage("held"); navigator.locks.request("other", () => {}); setInterval(() => {}, 1000); }));`,
    },
    prints: ["1", "mine", "0"],
  },
];
