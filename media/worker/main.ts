// The engine's host in the browser: a Web Worker started from a blob that holds this file and the user's compiled units.

// First of all: what the engine takes of the language must be complete.
import "./shared-memory";
import { guardLanguage } from "#engine/platform/language-guard";
import { showUserStacks, type UnitOf } from "#engine/platform/stack";
import { simulate } from "#engine/run";
import type { UnitFactory } from "#engine/runtime/abi";
import type { CodeUnit } from "#engine/scenario";
import { errorText } from "#engine/runtime/values";
import type { FromEngineWorker, ToEngineWorker } from "#protocol/engine-worker";
import { neutralise } from "./neutralise";

declare const self: DedicatedWorkerGlobalScope & { __interleaveUnits?: Record<string, UnitFactory> };

/** Milliseconds between two reports of progress. */
const REPORT_EVERY = 200;

start();

/**
 * Order matters. First the few things that this file needs are taken; then the global object is emptied; the units, which follow in the
 * blob, are evaluated after that (they only define functions); their table goes when the first message arrives.
 */
function start(): void {
  const scope = self;
  const post = scope.postMessage.bind(scope);
  const send = (message: FromEngineWorker): void => post(message);
  const clock = scope.performance;
  const now = clock.now.bind(clock);
  const pure = { URL, URLSearchParams, TextEncoder, TextDecoder };
  let units: Readonly<Record<string, UnitFactory>> | undefined;

  scope.addEventListener("message", (event: MessageEvent<ToEngineWorker>) => {
    units ??= takeUnits(scope);
    runOnce(event.data, units, lines, pure, send, now);
  });
  const lines = new Map<string, number>();
  const { set } = Reflect;
  scope.__interleaveUnits = new Proxy<Record<string, UnitFactory>>(Object.create(null), {
    set(table, id, factory) {
      lines.set(String(id), lineOfCaller());
      return set(table, id, factory);
    },
  });
  neutralise(scope, new Set(["self", "__interleaveUnits"]));
  // The engine has its own hold on it; whoever finds the real one behind a sloppy `this` would stop the whole machine with it.
  Reflect.deleteProperty(Atomics, "wait");
  Reflect.deleteProperty(Atomics, "waitAsync");
}

function takeUnits(scope: typeof self): Readonly<Record<string, UnitFactory>> {
  const units = scope.__interleaveUnits ?? {};
  delete scope.__interleaveUnits;
  Reflect.deleteProperty(scope, "self");
  return units;
}

function runOnce(
  message: ToEngineWorker,
  units: Readonly<Record<string, UnitFactory>>,
  lines: ReadonlyMap<string, number>,
  pure: object,
  send: (message: FromEngineWorker) => void,
  now: () => number,
): void {
  const { run, scenario, machine } = message;
  const guard = guardLanguage();
  try {
    showUserStacks(scenario, unitOf(scenario.units, lines));
    const steps = simulate({ scenario, machine, host: { unit: (id) => units[id], pure } });
    let reported = now();
    for (;;) {
      const next = steps.next();
      if (next.done) {
        send({ type: "trace", run, trace: guard.judge(next.value) });
        return;
      }
      if (REPORT_EVERY < now() - reported) {
        reported = now();
        send({ type: "progress", run, events: next.value.events });
      }
    }
  } catch (error) {
    guard.restore();
    send({ type: "crash", run, message: errorText(error) });
  }
}

/** The line of the blob on which a unit's function is put into the table. */
function lineOfCaller(): number {
  // The message, this function, the table's own.
  const [, , , caller] = String(new Error().stack).split("\n");
  return Number(/:(\d+):\d+\)?$/.exec(caller ?? "")?.[1] ?? 0);
}

/** The blob is one file: the units stand behind the engine, each below the line that begins its function (media/units.ts). */
function unitOf(units: readonly CodeUnit[], lines: ReadonlyMap<string, number>): UnitOf {
  const first = units.map(({ id, kind }) => ({ id, line: (lines.get(id) ?? 0) + (kind === "esm" ? 2 : 1) }));
  return (_file, line) => {
    let found: (typeof first)[number] | undefined;
    for (const unit of first) if (unit.line <= line && unit.line >= (found?.line ?? 0)) found = unit;
    return found === undefined ? undefined : { unit: found.id, line: line - found.line + 1 };
  };
}
