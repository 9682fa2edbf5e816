// `console` of one thread: the text that Node would print becomes `output` events.

import { isObject } from "../runtime/values";
import { format } from "./format";
import { inspect } from "./inspect";
import { INHERITED, type Stdio } from "./processes";
import type { Realm } from "./realm";

export interface ConsoleTools {
  /** `util.inspect` that knows this thread's promises. */
  show(value: unknown, depth?: number): string;
  /** Writes a line, without its end. */
  write(stream: "stdout" | "stderr", text: string): void;
  /** Writes text as it is. The trace has lines: what comes without a line's end waits for it. */
  put(stream: "stdout" | "stderr", text: string): void;
  /** Writes what has waited in vain. */
  flush(): void;
}

export function createConsoleTools(realm: Realm, stdio: Stdio = INHERITED): ConsoleTools {
  const raw = (stream: "stdout" | "stderr") => {
    const sink = stdio[stream];
    if (sink.kind === "inherit") return undefined;
    return sink.kind === "pipe" ? (text: string) => sink.write(realm, text) : () => undefined;
  };
  const partial = { stdout: "", stderr: "" };
  const line = (stream: "stdout" | "stderr", text: string) => {
    const begun = partial[stream];
    partial[stream] = "";
    realm.emit({ kind: "output", stream, text: begun + text });
  };
  return {
    show(value, depth) {
      try {
        return inspect(value, depth === undefined ? {} : { depth }, realm.promises.recordOf);
      } catch {
        realm.check();
        // Its traps or getters throw.
        return "[an object that cannot be shown]";
      }
    },
    write(stream, text) {
      realm.check();
      const pipe = raw(stream);
      if (pipe === undefined) line(stream, text);
      else pipe(`${text}\n`);
    },
    put(stream, text) {
      const pipe = raw(stream);
      if (pipe !== undefined) {
        pipe(text);
        return;
      }
      const lines = text.split("\n");
      const rest = lines.pop() ?? "";
      for (const one of lines) line(stream, one);
      partial[stream] += rest;
    },
    flush() {
      for (const stream of ["stdout", "stderr"] as const) if (partial[stream] !== "") line(stream, "");
    },
  };
}

/** Text is written line by line, without the line's end. A worker's output appears at once; in Node it passes through its parent's loop. */
export function createConsole(realm: Realm, tools: ConsoleTools): object {
  let indentation = "";
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  const print = (stream: "stdout" | "stderr", args: readonly unknown[]) => {
    const text = format(args, tools.show);
    tools.write(stream, indentation === "" ? text : indentation + text.replaceAll("\n", `\n${indentation}`));
  };
  const out = (...args: unknown[]) => print("stdout", args);
  const err = (...args: unknown[]) => print("stderr", args);
  const elapsed = (label: string): string | undefined => {
    const start = timers.get(label);
    return start === undefined ? undefined : `${((realm.recorder.now() - start) / 1000).toFixed(3)}ms`;
  };
  return {
    log: out,
    info: out,
    debug: out,
    warn: err,
    error: err,
    trace: (...args: unknown[]) => err("Trace:", ...args),
    dir: (value: unknown) => tools.write("stdout", indentation + tools.show(value)),
    dirxml: out,
    assert(condition: unknown, ...args: unknown[]) {
      if (condition) return;
      const [first, ...rest] = args;
      if (typeof first === "string") err(`Assertion failed: ${first}`, ...rest);
      else if (args.length > 0) err("Assertion failed:", ...args);
      else err("Assertion failed");
    },
    group(...args: unknown[]) {
      if (args.length > 0) out(...args);
      indentation += "  ";
    },
    groupCollapsed(...args: unknown[]) {
      if (args.length > 0) out(...args);
      indentation += "  ";
    },
    groupEnd() {
      indentation = indentation.slice(2);
    },
    count(label: unknown = "default") {
      const key = String(label);
      const next = (counts.get(key) ?? 0) + 1;
      counts.set(key, next);
      out(`${key}: ${next}`);
    },
    countReset: (label: unknown = "default") => void counts.delete(String(label)),
    time: (label: unknown = "default") => void timers.set(String(label), realm.recorder.now()),
    timeEnd(label: unknown = "default") {
      const text = elapsed(String(label));
      if (text !== undefined) out(`${String(label)}: ${text}`);
      timers.delete(String(label));
    },
    timeLog(label: unknown = "default", ...args: unknown[]) {
      const text = elapsed(String(label));
      if (text !== undefined) out(`${String(label)}: ${text}`, ...args);
    },
    // A table prints as the value does: its frames say nothing about concurrency.
    table: (value: unknown) => (isObject(value) ? tools.write("stdout", indentation + tools.show(value)) : out(value)),
  };
}
