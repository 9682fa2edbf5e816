// Code that counts for itself counts what it would count by asking the engine at each step: same trace, same bounds, same place.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { run } from "#engine/run";
import type { Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import { compileUnits } from "#server/host/in-process-host";
import { scenarioOf } from "../../server/instrument/program";

/** More sites than there is fuel: for all the engine knows, any statement may be the one at which it ends, so that all are asked for. */
function asking(scenario: Scenario, machine: MachineSettings): Scenario {
  const [first] = scenario.sites;
  if (first === undefined) throw new Error("a program without a line");
  const more = Array.from({ length: machine.limits.fuelPerJob }, () => first);
  return { ...scenario, sites: [...scenario.sites, ...more] };
}

function simulate(scenario: Scenario, machine: MachineSettings): Omit<Trace, "sites"> {
  const { sites: _, ...trace } = run({ scenario, machine, host: compileUnits(scenario) });
  return trace;
}

const machineWith = (fuelPerJob: number, maxDepth = 50): MachineSettings => ({
  ...DEFAULT_MACHINE,
  limits: { ...DEFAULT_MACHINE.limits, fuelPerJob, maxDepth },
});

const PROGRAMS: Readonly<Record<string, string>> = {
  loops: `
    let sum = 0;
    for (let i = 0; i < 200; i++) { for (const j of [1, 2, 3]) sum += j; if (i % 7 === 0) continue; sum -= i; }
    while (sum > 0) sum -= 100;
    do { } while (sum++ < 0);
    console.log(sum, performance.now());`,
  calls: `
    const half = (n) => n / 2;
    function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
    class Box { #n = half(8); static one = fib(3); get n() { let i = 0; while (i < 3) i++; return this.#n + i; } }
    console.log(fib(9), new Box().n, [3, 1, 2].sort((a, b) => { if (a < b) return -1; return 1; }), performance.now());`,
  tasks: `
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    async function count(n) { let s = 0; for (let i = 0; i < n; i++) { s += i; if (i % 5 === 0) await null; if (i % 11 === 0) await wait(1); } return s; }
    async function* list() { for (let i = 0; i < 4; i++) { yield await count(i * 3); } }
    (async () => { for await (const x of list()) console.log(x, Date.now()); })();
    Promise.all([count(20), count(30)]).then((all) => { let s = 0; for (const n of all) s += n; console.log(s, performance.now()); });
    process.nextTick(() => { for (let i = 0; i < 3; i++) queueMicrotask(() => { let k = i; while (k--) setImmediate(() => console.log(i)); }); });`,
  costs: `
    function work() {
      /** @cost 500 */
      for (let i = 0; i < 30; i++) { const k = i; if (k > 3) continue; }
      let n = 0;
      /** @cost 0.4 + n */
      n++;
      return n;
    }
    for (let i = 0; i < 5; i++) { work(); console.log(performance.now()); }`,
  generators: `
    function* naturals() { let n = 0; for (;;) yield n++; }
    function take(n, list) { const out = []; for (const x of list) { if (out.length === n) return out; out.push(x); } }
    Promise.resolve().then(() => console.log(take(20, naturals()), performance.now())).then(() => { for (const x of naturals()) if (x > 50) break; });`,
  "an error in the middle": `
    function thrower(n) { let i = 0; while (i < n) i++; throw new Error("now"); }
    try { thrower(20); } catch { console.log(performance.now()); }
    setTimeout(() => { let i = 0; for (;;) { if (++i > 10) thrower(5); } }, 1);`,
  workers: `
    const { Worker, isMainThread, parentPort } = require("node:worker_threads");
    if (isMainThread) {
      const worker = new Worker(__filename);
      worker.on("message", (m) => { let k = 0; for (let i = 0; i < m; i++) k += i; console.log(k, performance.now()); });
    } else for (let i = 0; i < 5; i++) { for (let j = 0; j < 100; j++) ; parentPort.postMessage(i); }`,
  "an endless loop": "let n = 0; for (;;) { n++; if (n % 3 === 0) continue; n += 2; }",
  "an empty endless loop": "let n = 0; setTimeout(() => { while (true); }, 1);",
  "an endless recursion":
    "function down(n) { if (n < 0) return 0; return 1 + down(n + 1); } try { down(0); } catch {} down(1);",
  "endless calls": "const again = () => { more(1); more(2); }; function more(n) { again(); } [1].forEach(again);",
  "endless microtasks": "const again = () => { let n = 3; while (n--) ; Promise.resolve().then(again); }; again();",
};

describe("counting", () => {
  it.each(Object.entries(PROGRAMS))("%s", async (_, text) => {
    const scenario = await scenarioOf({ "main.ts": `// @ts-nocheck\n${text}` });
    for (const fuel of [300, 3000]) {
      const machine = machineWith(fuel);
      expect(simulate(scenario, machine)).toEqual(simulate(asking(scenario, machine), machine));
    }
  });

  it("random programs of loops, calls and awaits", async () => {
    const statement = fc.letrec<{ list: string; one: string }>((tie) => ({
      list: fc.array(tie("one"), { minLength: 1, maxLength: 3 }).map((all) => all.join(" ")),
      one: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom("n++;", "await null;", "f(n);", "console.log(performance.now());", "void g(2);", "await g(1);"),
        tie("list").map((body) => `for (let i = 0; i < 3; i++) { ${body} }`),
        tie("list").map((body) => `if (n % 2) { ${body} } else n--;`),
        tie("list").map((body) => `try { ${body} } finally { n++; }`),
        tie("list").map((body) => `/** @cost 7 */ { let k = 2; while (k-- > 0) { ${body} } }`),
      ),
    })).list;
    await fc.assert(
      fc.asyncProperty(statement, fc.integer({ min: 40, max: 4000 }), async (body, fuel) => {
        const text = `// @ts-nocheck
let n = 0;
function f(x) { let s = 0; for (let i = 0; i < x % 5; i++) s += i; return x > 9 ? f(x - 9) : s; }
async function g(x) { for (let i = 0; i < x; i++) { n += f(i); if (i % 2) await i; } }
async function main() { ${body} }
void main(); void main();`;
        const scenario = await scenarioOf({ "main.ts": text });
        const machine = machineWith(fuel);
        expect(simulate(scenario, machine)).toEqual(simulate(asking(scenario, machine), machine));
      }),
      { numRuns: 40 },
    );
  });
});
