// Speeds of the engine, as ratios against a named peer in the same run. Prints; asserts nothing.

import { spawnSync } from "node:child_process";
import fc from "fast-check";
import type { Agent, Segment } from "#engine/kernel/agent";
import { createKernel } from "#engine/kernel/kernel";
import { DEFAULT_MACHINE } from "#engine/machine";
import { ROUND_ROBIN } from "#engine/policies/round-robin";
import { run, runToOutcome } from "#engine/run";
import { prepareProgram } from "#engine/runtime/program";
import type { Scenario } from "#engine/scenario";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { memoryHost } from "../server/instrument/memory-host";
import { allocated, best, byTurns, line } from "./timing";

const AB_BA = `
import { Mutex } from "./mutex";
const a = new Mutex();
const b = new Mutex();
async function both(first: Mutex, second: Mutex) {
  await first.acquire();
  await second.acquire();
  second.release();
  first.release();
}
void both(a, b);
void both(b, a);
`;

const MUTEX = `
export class Mutex {
  private held = false;
  private readonly waiting: (() => void)[] = [];
  acquire(): Promise<void> {
    if (!this.held) {
      this.held = true;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.held = false;
    else next();
  }
}
`;

const AWAITS = "for (let turn = 0; turn < 20_000; turn++) await undefined;";
const COMPUTES =
  "let sum = 0; for (let turn = 0; turn < 1_000_000; turn++) sum = (sum * 31 + turn) | 0; globalThis.sum = sum;";

const CALLS =
  "const one = async (n) => n; let sum = 0; for (let turn = 0; turn < 10_000; turn++) sum += await one(turn);";
const FAN_OUT = `const one = async (n) => { await undefined; return n; };
  for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 500 }, (_, n) => one(n)));`;
const CHAIN =
  "let last = Promise.resolve(0); for (let n = 0; n < 5_000; n++) last = last.then((x) => x + 1); await last;";
const TIMERS = "for (let turn = 0; turn < 300; turn++) await new Promise((resolve) => setTimeout(resolve, 0));";
const MESSAGES = `const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }) => port2.postMessage(data + 1);
  await new Promise((resolve) => {
    port1.onmessage = ({ data }) => { if (data < 300) port1.postMessage(data + 1); else { port1.close(); resolve(); } };
    port1.postMessage(0);
  });`;

/** What is measured, by the name under which one of them can be asked for. */
const SUBJECTS: Readonly<Record<string, () => Promise<void>>> = {
  kernel: async () => {
    const events = await best(() => kernelEvents(200_000), 200_000);
    line("kernel events a second, no trace", events, 1_000_000, "the bar of a million");
  },
  "ab-ba": benchAbBa,
  awaits: () => benchBody("await-heavy code", AWAITS),
  computes: () => benchBody("compute-heavy code", COMPUTES),
  calls: () => benchBody("calls of async functions", CALLS),
  "fan-out": () => benchBody("Promise.all of many", FAN_OUT),
  chain: () => benchBody("chains of then", CHAIN),
  timers: () => benchBody("timers", TIMERS),
  messages: () => benchBody("messages to and fro", MESSAGES),
  start: benchStart,
};

/**
 * Each subject in a process of its own, as its peers' numbers are those of fresh processes, too: what ran before decides how V8
 * compiles the code that all of them share. `together`: one after the other in this process, as in a panel that has run other programs.
 * @param wanted a subject, or `together`; all of them otherwise
 * @param again what runs this program again in another process, without its arguments
 */
export async function benchEngine(wanted: string | undefined, again: readonly string[]): Promise<void> {
  if (wanted === "together") for (const bench of Object.values(SUBJECTS)) await bench();
  else if (wanted !== undefined) await (SUBJECTS[wanted] ?? unknown(wanted))();
  else {
    for (const subject of Object.keys(SUBJECTS)) {
      const { status } = spawnSync(process.execPath, [...again, subject], { stdio: "inherit" });
      if (status !== 0) throw new Error(`The benchmark ${subject} ended with ${status}.`);
    }
  }
}

function unknown(subject: string): never {
  throw new Error(`There is no ${subject} of the engine; there are ${Object.keys(SUBJECTS).join(", ")}, together.`);
}

async function benchAbBa(): Promise<void> {
  const scenario = await scenarioOf(abBaHost());
  const units = compileUnits(scenario);
  const input = { scenario, machine: DEFAULT_MACHINE, host: units, program: prepareProgram(scenario, units) };
  const both = [() => void runToOutcome(input), () => void run(input)] as const;
  await benchBoth("async AB-BA, runs a second", both, schedulerRun, "fast-check's fc.scheduler");
  for (const work of both) console.log(`  each takes ${(allocated(work) / 1000).toFixed(1)} kB of the heap`);
}

async function benchBody(name: string, body: string): Promise<void> {
  const scenario = await scenarioOf(
    memoryHost({ "tsconfig.json": "{}", "main.ts": `async function all() { ${body} }\nvoid all();` }),
  );
  const host = compileUnits(scenario);
  const limits = { ...DEFAULT_MACHINE.limits, fuelPerJob: 1e9, maxEvents: 10_000_000 };
  const given = { scenario, machine: { ...DEFAULT_MACHINE, limits }, host, program: prepareProgram(scenario, host) };
  const works = [() => void runToOutcome(given), () => void run(given)] as const;
  await benchBoth(`${name}, runs a second`, works, nativeOf(body), "the same code in Node");
}

/** To the outcome first, as an explorer runs a program, and then with a trace, as the panel does; each by turns with the peer. */
async function benchBoth(
  what: string,
  [toOutcome, withTrace]: readonly [() => void, () => void],
  peer: () => unknown,
  name: string,
): Promise<void> {
  for (const [work, how] of [
    [toOutcome, "to the outcome"],
    [withTrace, "with a trace"],
  ] as const) {
    const [ours = 0, theirs = 0] = await byTurns([work, peer], 1);
    line(`${what} ${how}`, ours, theirs, name);
  }
}

async function benchStart(): Promise<void> {
  const once = async (): Promise<void> => {
    const scenario = await scenarioOf(abBaHost());
    run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
  };
  await once();
  const started = performance.now();
  await once();
  console.log(
    `source to the end of the run, warm: ${(performance.now() - started).toFixed(0)} ms (bar: 1000 ms to a drawn picture)`,
  );
}

function abBaHost(): ReturnType<typeof memoryHost> {
  return memoryHost({ "tsconfig.json": "{}", "main.ts": AB_BA, "mutex.ts": MUTEX });
}

/** Threads in turns on two CPUs until about so many events have happened. */
function kernelEvents(wanted: number): void {
  const machine = { ...DEFAULT_MACHINE, quantum: 10 };
  const limits = { maxEvents: wanted, maxTime: Number.MAX_SAFE_INTEGER };
  const kernel = createKernel({ machine, policy: ROUND_ROBIN.create(machine), ...limits });
  const segment: Segment = { cost: 15, emissions: [] };
  for (let thread = 0; thread < 4; thread++) {
    const agent: Agent = { thread, process: 1, status: () => ({ kind: "ready" }), runSegment: () => segment };
    kernel.addThread(agent, 0);
  }
  while (kernel.advance(1000) === "running") {
    // Until it has met its bound.
  }
}

async function scenarioOf(host: ReturnType<typeof memoryHost>): Promise<Scenario> {
  const { scenario, problems } = await buildScenario({ entry: `${host.root}/main.ts` }, host);
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return scenario;
}

/** The same two tasks over the same two locks, each wake-up in an order of fast-check's choice. */
function schedulerRun(): Promise<void> {
  return fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const lock = () => {
        const waiting: (() => void)[] = [];
        let held = false;
        return {
          acquire: () => {
            if (held) return new Promise<void>((resolve) => waiting.push(resolve));
            held = true;
            return scheduler.schedule(Promise.resolve());
          },
          release: () => {
            const next = waiting.shift();
            if (next === undefined) held = false;
            else next();
          },
        };
      };
      const both = async (first: ReturnType<typeof lock>, second: ReturnType<typeof lock>) => {
        await first.acquire();
        await second.acquire();
        second.release();
        first.release();
      };
      const [a, b] = [lock(), lock()];
      void both(a, b);
      void both(b, a);
      await scheduler.waitIdle();
    }),
    { numRuns: 1 },
  );
}

function nativeOf(body: string): () => Promise<unknown> {
  const made: unknown = new Function(`return async () => { ${body} };`)();
  return async () => (typeof made === "function" ? made() : undefined);
}
