// Decides what a request means: which file is the program, and which calls to start in it.

import type { Problem } from "#protocol/finding";
import type { SourceHost } from "../workspace/source-host";
import type { ScenarioRequest } from "./build-scenario";
import { rangeOf } from "./file-sites";
import { doesSomething, findEntry } from "./find-entry";
import type { RequestedCall } from "./instrument-file";
import { functionAt, functionNamed, type PointedFunction, taggedCalls } from "./simulate-tag";
import { parse } from "./syntax";

export interface Start {
  /** Absolute path of the program's entry; absent where there is nothing to run. */
  readonly entry: string | undefined;
  /** To start when the file of that path has run. */
  readonly calls: ReadonlyMap<string, readonly RequestedCall[]>;
  readonly problems: readonly Problem[];
}

export function planStart(path: string, text: string, request: ScenarioRequest, host: SourceHost): Start {
  const { position, functionName } = request;
  if (position === undefined && functionName === undefined) return whole(path);
  const { source, problems } = parse(path, text);
  if (problems.length > 0) return { entry: undefined, calls: new Map(), problems };
  const cancelled = request.cancelled ?? (() => false);

  const pointed =
    functionName !== undefined ? functionNamed(source, functionName) : position && functionAt(source, position);
  if (pointed === undefined) {
    if (functionName !== undefined) {
      return nothing({
        severity: "error",
        message: `There is no function \`${functionName}\` in this file.`,
        file: path,
      });
    }
    return whole(doesSomething(path, host) ? path : (findEntry(path, host, cancelled) ?? path));
  }

  const tagged = taggedCalls(pointed.node, source);
  if (tagged !== undefined) {
    if (tagged.problems.length > 0) return { entry: undefined, calls: new Map(), problems: tagged.problems };
    return { entry: path, calls: new Map([[path, tagged.calls]]), problems: [] };
  }
  const { node, callable, needsNothing } = pointed;
  const start = node.name?.getStart(source) ?? node.getStart(source);
  const end = node.name?.getEnd() ?? start + 1;
  // Somebody who names a function wants that one; somebody who points at it wants to see it at work.
  const entry = functionName === undefined ? findEntry(path, host, cancelled) : undefined;
  if (entry !== undefined) return whole(entry);
  if (callable !== undefined && needsNothing) {
    return { entry: path, calls: new Map([[path, [{ text: `${callable}()`, start, end }]]]), problems: [] };
  }
  return nothing({ severity: "error", message: howToStart(pointed), file: path, range: rangeOf(source, start, end) });
}

function whole(entry: string): Start {
  return { entry, calls: new Map(), problems: [] };
}

function nothing(problem: Problem): Start {
  return { entry: undefined, calls: new Map(), problems: [problem] };
}

function howToStart({ name, callable }: PointedFunction): string {
  const example = callable === undefined ? "example.method(1)" : `${callable}(1) | ${callable}(2)`;
  const why = callable === undefined ? "cannot be called from the module's own scope" : "takes arguments";
  return `\`${name}\` ${why}, and no program of this project was found that runs it. Say how to start it in a comment above it: \`/** @simulate ${example} */\`.`;
}
