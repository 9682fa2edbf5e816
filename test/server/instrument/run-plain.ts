// Runs a scenario's entry on the host's own Promise with probes that do nothing: instrumented code must behave as the original.

import { compileFunction } from "node:vm";
import { COUNTS_NAME, PROBE_NAME, SEEN_NAME, UNIT_PARAMETERS } from "#engine/runtime/abi";
import { MODULE_HELPERS } from "#engine/runtime/module-helpers";
import { createPulse } from "#engine/runtime/pulse";
import { DEFAULT_MACHINE } from "#engine/machine";
import type { CodeUnit } from "#engine/scenario";

export interface PlainRun {
  /** What `console.log` got, a line a call. */
  readonly output: readonly string[];
  /** Probes in the order in which they were called, as `name(site)`. */
  readonly probes: readonly string[];
}

type Body = (...args: never[]) => Generator;

/** Runs until nothing is left to do for a while. */
export async function runPlain(unit: CodeUnit): Promise<PlainRun> {
  const output: string[] = [];
  const probes: string[] = [];
  const values = new Map<string, unknown>([[PROBE_NAME, plainProbes(probes)]]);
  // Never told to proceed, so that the code asks for everything.
  const pulse = createPulse(DEFAULT_MACHINE.limits, 0);
  values.set(COUNTS_NAME, pulse.counts);
  values.set(SEEN_NAME, pulse.seen);
  values.set("console", capture(output));
  values.set("exports", {});
  values.set("module", { exports: {} });
  for (const name of UNIT_PARAMETERS) if (!values.has(name)) values.set(name, Reflect.get(globalThis, name));
  const factory = compileFunction(unit.code, [...UNIT_PARAMETERS], { filename: unit.id });
  await settle(output, () => factory(...UNIT_PARAMETERS.map((name) => values.get(name))));
  return { output, probes };
}

/** Runs plain JavaScript the same way. */
export async function runOriginal(code: string, strict: boolean): Promise<readonly string[]> {
  const output: string[] = [];
  const factory = compileFunction(`return (async () => {${strict ? '"use strict";' : ""}\n${code}\n})();`, ["console"]);
  await settle(output, () => factory(capture(output)));
  return output;
}

function capture(output: string[]) {
  return { log: (...values: unknown[]) => output.push(values.map(show).join(" ")) };
}

function show(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}

async function settle(output: string[], start: () => unknown): Promise<void> {
  try {
    await start();
  } catch (error) {
    output.push(`threw ${String(error)}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 30));
}

function plainProbes(probes: string[]) {
  const note = (name: string) => (site: number) => {
    probes.push(`${name}(${site})`);
  };
  const pass =
    (name: string) =>
    <T>(site: number, value: T): T => {
      probes.push(`${name}(${site})`);
      return value;
    };
  let given: unknown;
  return {
    p(site: number, value: unknown) {
      probes.push(`p(${site})`);
      given = value;
      return false;
    },
    r: () => given,
    t: note("t"),
    l: note("l"),
    f: note("f"),
    g: note("g"),
    af: note("af"),
    d: note("d"),
    a: pass("a"),
    d1: pass("d1"),
    n: pass("n"),
    prim: pass("prim"),
    w: <T>(value: T): T => value,
    keep: (make: () => object) => make(),
    helpers: MODULE_HELPERS,
    async: runAsync,
    asyncGenerator,
    yieldStar,
    forAwait,
    awaitValue: Await,
    opaque,
    main: (_kind: string, body: () => unknown) => body(),
  };
}

/** Answers to every name but `then`, as the engine's does. */
function opaque(path: string): object {
  return new Proxy(() => undefined, {
    get: (_target, key) => {
      if (key === "toJSON") return () => path;
      return key === "then" || typeof key === "symbol" ? undefined : opaque(`${path}.${key}`);
    },
    apply: () => opaque(`${path}()`),
    getPrototypeOf: () => Object.prototype,
  });
}

/** As the `__async` helper of TypeScript and esbuild do it. */
function runAsync(self: unknown, args: unknown[] | null, body: Body): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const step = (go: () => IteratorResult<unknown>): void => {
      try {
        const { done, value } = go();
        if (done) resolve(value);
        else
          Promise.resolve(value).then(
            (next) => step(() => generator.next(next)),
            (error) => step(() => generator.throw(error)),
          );
      } catch (error) {
        reject(error);
      }
    };
    const generator: Generator = Reflect.apply(body, self, args ?? []);
    step(() => generator.next());
  });
}

class Await {
  constructor(
    readonly value: unknown,
    readonly delegated?: boolean,
  ) {}
}

/** A native async generator around the lowered one. */
function asyncGenerator(self: unknown, args: unknown[] | null, body: Body): AsyncGenerator {
  const inner: Generator = Reflect.apply(body, self, args ?? []);
  return (async function* () {
    let send: () => IteratorResult<unknown> = () => inner.next();
    try {
      for (;;) {
        const { done, value } = send();
        if (done) return value;
        if (value instanceof Await) {
          try {
            const got = await value.value;
            send = () => inner.next(value.delegated ? got : got);
          } catch (error) {
            send = () => inner.throw(error);
          }
        } else {
          try {
            const sent: unknown = yield value;
            send = () => inner.next(sent);
          } catch (error) {
            send = () => inner.throw(error);
          }
        }
      }
    } finally {
      inner.return(undefined);
    }
  })();
}

/** `yield*` of an async generator: each step of the inner one is awaited, then yielded. */
function yieldStar(value: object): Iterable<unknown> {
  const open: unknown = Reflect.get(value, Symbol.asyncIterator) ?? Reflect.get(value, Symbol.iterator);
  if (typeof open !== "function") throw new TypeError("not iterable");
  const source: AsyncIterator<unknown> = open.call(value);
  return {
    *[Symbol.iterator](): Generator<unknown, unknown, unknown> {
      let sent: unknown;
      for (;;) {
        const got: unknown = yield new Await(source.next(sent), true);
        const step = got as IteratorResult<unknown>;
        if (step.done) return step.value;
        sent = yield step.value;
      }
    },
  };
}

function forAwait(source: object): AsyncIterator<unknown> {
  const open: unknown = Reflect.get(source, Symbol.asyncIterator);
  if (typeof open === "function") return open.call(source);
  return (async function* () {
    yield* source as Iterable<unknown>;
  })();
}
