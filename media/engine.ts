// Runs the engine in a Web Worker: a fresh one each run, ended when it has answered, is superseded or takes too long.

import type { MachineSettings } from "#engine/machine";
import type { Trace } from "#engine/trace/trace";
import type { FromEngineWorker, ToEngineWorker } from "#protocol/engine-worker";
import type { Program } from "./store";
import { unitsSource } from "./units";

/** Milliseconds of real time that one run may take. Endless loops end earlier, by the run's own limits. */
export const WALL_CLOCK_LIMIT = 20_000;

export interface EngineEvents {
  progress(run: number, events: number): void;
  trace(run: number, trace: Trace): void;
  crash(run: number, message: string): void;
}

export interface Engine {
  /** Starts a run; whatever ran before is stopped and never heard of again. */
  run(run: number, program: Program, machine: MachineSettings): void;
  stop(): void;
}

/**
 * A worker serves one run only: the user's program may change `Array.prototype` and the like, and a second run in the same realm would
 * then no longer give the same trace.
 */
export function createEngine(events: EngineEvents, limit = WALL_CLOCK_LIMIT): Engine {
  let source: { readonly program: Program; readonly url: string } | undefined;
  let stop = (): void => {};

  const scriptOf = (program: Program): string => {
    if (source?.program === program) return source.url;
    if (source !== undefined) URL.revokeObjectURL(source.url);
    const text = [program.engineSource, "\n", unitsSource(program.scenario.units)];
    const url = URL.createObjectURL(new Blob(text, { type: "text/javascript" }));
    source = { program, url };
    return url;
  };

  return {
    run(run, program, machine) {
      stop();
      const worker = new Worker(scriptOf(program));
      const end = (): void => {
        clearTimeout(timer);
        worker.onmessage = null;
        worker.onerror = null;
        worker.terminate();
      };
      const timer = setTimeout(() => {
        end();
        const seconds = limit / 1000;
        events.crash(
          run,
          `The simulation was still running after ${seconds} seconds, or its memory was used up, and it was stopped. No result is shown for it.`,
        );
      }, limit);
      stop = end;
      worker.onmessage = (event: MessageEvent<FromEngineWorker>) => {
        const message = event.data;
        if (message.type === "progress") {
          events.progress(run, message.events);
          return;
        }
        end();
        if (message.type === "trace") events.trace(run, message.trace);
        else events.crash(run, message.message);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        end();
        events.crash(run, event.message || "The engine's worker could not be started.");
      };
      worker.postMessage({ type: "run", run, scenario: program.scenario, machine } satisfies ToEngineWorker);
    },
    stop: () => stop(),
  };
}
