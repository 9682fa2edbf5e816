// Decides what a request means: which file is the program, and which calls to start in it.

import type { Problem } from "#protocol/finding";
import type { ScenarioStart, StartEdit } from "#protocol/server";
import type { ts } from "ts-morph";
import type { SourceHost } from "../workspace/source-host";
import type { ScenarioRequest } from "./build-scenario";
import { rangeOf } from "./file-sites";
import { doesSomething, findEntry } from "./find-entry";
import type { RequestedCall } from "./instrument-file";
import { isWorkerFile, startWorker, type WorkerStarter } from "./start-worker";
import { planCalls } from "./plan-calls";
import { functionAt, functionNamed, type PointedFunction, splitCalls, taggedCalls } from "./simulate-tag";
import { requestedCalls, wrongStart } from "./start-text";
import { parse } from "./syntax";

export interface Start {
  /** Absolute path of the program's entry; absent where there is nothing to run. */
  readonly entry: string | undefined;
  /** To start when the file of that path has run. */
  readonly calls: ReadonlyMap<string, readonly RequestedCall[]>;
  /** The entry is a worker's file: this is the main thread's program that starts it. */
  readonly starter?: WorkerStarter;
  readonly problems: readonly Problem[];
  /** What is started in words of the source; absent for a whole program. */
  readonly said?: Said;
}

export interface Said {
  readonly kind: Exclude<ScenarioStart["kind"], "program">;
  readonly start: StartEdit;
}

export function planStart(path: string, text: string, request: ScenarioRequest, host: SourceHost): Start {
  const { position, functionName } = request;
  const cancelled = request.cancelled ?? (() => false);
  if (request.edit === undefined && position === undefined && functionName === undefined)
    return file(path, text, host, cancelled);
  const { source, problems } = parse(path, text);
  if (problems.length > 0) return { entry: undefined, calls: new Map(), problems };
  if (request.edit !== undefined) return edited(request.edit, path, source);

  if (functionName?.includes("(")) return written(functionName, path, source);
  const names = functionName?.split(/[|,+]/).map((name) => name.trim()) ?? [];
  if (functionName !== undefined) {
    const functions = names.map((name) => functionNamed(source, name));
    const unknown = functions.indexOf(undefined);
    if (unknown >= 0) {
      const message = `There is no function \`${names[unknown]}\` in this file.`;
      return nothing({ severity: "error", message, file: path });
    }
    const found = functions.filter((pointed) => pointed !== undefined);
    const [only] = found;
    return (found.length === 1 && only && tagged(only, path, source)) || made(found, path, source, host);
  }
  const pointed = position && functionAt(source, position);
  if (pointed === undefined) {
    if (doesSomething(path, host)) return file(path, text, host, cancelled);
    return whole(findEntry(path, host, cancelled) ?? path);
  }
  // Somebody who names a function wants that one; somebody who points at it wants to see it at work.
  const asked = tagged(pointed, path, source);
  if (asked !== undefined) return asked;
  const entry = findEntry(path, host, cancelled);
  return entry === undefined ? made([pointed], path, source, host) : whole(entry);
}

/** The calls of the function's own `@simulate`. */
function tagged(pointed: PointedFunction, path: string, source: ts.SourceFile): Start | undefined {
  const asked = taggedCalls(pointed.node, source);
  if (asked === undefined) return undefined;
  if (asked.problems.length > 0) return { entry: undefined, calls: new Map(), problems: asked.problems };
  return { entry: path, calls: new Map([[path, asked.calls]]), problems: [], said: { kind: "tag", start: asked.said } };
}

/** What somebody typed in the panel. */
function edited(start: StartEdit, path: string, source: ts.SourceFile): Start {
  const wrong = wrongStart(start);
  if (wrong !== undefined) return nothing({ severity: "error", file: path, ...wrong });
  const calls = requestedCalls(start, 0, Math.min(1, source.text.length));
  return { entry: path, calls: new Map([[path, calls]]), problems: [], said: { kind: "edited", start } };
}

/** Calls that somebody wrote down: `transfer(a, b) | audit()`. */
function written(text: string, path: string, source: ts.SourceFile): Start {
  const { calls, said, broken } = splitCalls(text, 0, Math.min(1, source.text.length));
  if (broken !== undefined) return nothing({ severity: "error", message: broken, file: path });
  return { entry: path, calls: new Map([[path, calls]]), problems: [], said: { kind: "edited", start: said } };
}

/** Calls with arguments made from the parameters' types. */
function made(functions: readonly PointedFunction[], path: string, source: ts.SourceFile, host: SourceHost): Start {
  const planned = planCalls(functions, source, host);
  if (planned.kind === "calls") {
    const said = { kind: "made", start: planned.said } as const;
    return { entry: path, calls: new Map([[path, planned.calls]]), problems: [], said };
  }
  const of = functions.find(({ name }) => name === planned.name);
  const start = of === undefined ? 0 : (of.node.name?.getStart(source) ?? of.node.getStart(source));
  const end = of?.node.name?.getEnd() ?? start + 1;
  const message = howToStart(planned.name, planned.why, of?.callable);
  return nothing({ severity: "error", message, file: path, range: rangeOf(source, start, end) });
}

/** The file as a whole: a program, or a thread of one. */
function file(path: string, text: string, host: SourceHost, cancelled: () => boolean): Start {
  const { source, problems } = parse(path, text);
  if (problems.length > 0 || !isWorkerFile(source)) return whole(path);
  const entry = findEntry(path, host, cancelled);
  if (entry !== undefined && entry !== path) return whole(entry);
  return { ...whole(path), starter: startWorker(source, path, host) };
}

function whole(entry: string): Start {
  return { entry, calls: new Map(), problems: [] };
}

function nothing(problem: Problem): Start {
  return { entry: undefined, calls: new Map(), problems: [problem] };
}

function howToStart(name: string, why: string, callable: string | undefined): string {
  const example = callable === undefined ? "example.method(1)" : `${callable}(1) | ${callable}(2)`;
  return `\`${name}\` ${why}, and no program of this project was found that runs it. Say how to start it in a comment above it: \`/** @simulate ${example} */\`.`;
}
