// Reads the arguments of `node:child_process`, with the errors of Node's lib/child_process.js.

import { codedError, get, isCallable, isObject, option } from "../../runtime/values";
import type { SpawnOptions } from "../child-process";
import { signalName } from "../processes";
import { checkBoolean, checkOptions, checkString, invalidType, invalidValue, outOfRange } from "../validate";

export interface SpawnArguments {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: object;
}

/** `(file, args?, options?)`. */
export function spawnArguments(file: unknown, rest: readonly unknown[]): SpawnArguments {
  checkString("file", file);
  if (file === "") throw invalidValue("file", file, "cannot be empty");
  const [args, options] = argumentsAndOptions(rest);
  checkOptions(options);
  const cwd = option(options, "cwd");
  if (cwd !== undefined && cwd !== null) pathOf(cwd, "options.cwd");
  const detached = option(options, "detached");
  if (detached !== null) checkBoolean("options.detached", detached);
  const shell = option(options, "shell");
  if (shell !== undefined && shell !== null && typeof shell !== "boolean" && typeof shell !== "string")
    throw invalidType("options.shell", "one of type boolean or string", shell);
  return { file: String(file), args, options: isObject(options) ? options : {} };
}

function argumentsAndOptions([first, second]: readonly unknown[]): readonly [readonly string[], unknown] {
  if (Array.isArray(first)) return [first.map(String), second];
  if (first === undefined || first === null) return [[], second];
  if (typeof first !== "object") throw invalidType("args", "of type object", first);
  return [[], first];
}

/** `(modulePath, args?, options?)` of `fork`: as text, with the standard streams spelled out. */
export function forkArguments(modulePath: unknown, rest: readonly unknown[]): SpawnArguments {
  const file = pathOf(modulePath, "modulePath");
  let [first, options] = rest;
  if (isObject(first) && !Array.isArray(first)) [first, options] = [[], first];
  if (first === undefined || first === null) first = [];
  if (!Array.isArray(first)) throw invalidType("args", "an instance of Array", first);
  if (options !== null) checkOptions(options);
  const given = option(options, "stdio");
  if (Array.isArray(given) && !given.includes("ipc")) {
    const message = "Forked processes must have an IPC channel, missing value 'ipc' in options.stdio";
    throw codedError(Error, "ERR_CHILD_PROCESS_IPC_REQUIRED", message);
  }
  if (typeof given === "string" && !KINDS.has(given)) throw invalidValue("stdio", given);
  const kind = typeof given === "string" ? given : option(options, "silent") === true ? "pipe" : "inherit";
  const stdio: readonly unknown[] = Array.isArray(given) ? given : [kind, kind, kind, "ipc"];
  return { file, args: first.map(String), options: { ...(isObject(options) ? options : {}), stdio } };
}

const KINDS = new Set(["pipe", "overlapped", "ignore", "inherit"]);

/** What `spawn` and its like check of the options that limit a child. Gives the signal that ends it. */
export function checkLimits(options: object): string | undefined {
  const timeout = get(options, "timeout");
  if (timeout !== undefined && timeout !== null && !(Number.isInteger(timeout) && Number(timeout) >= 0))
    throw outOfRange("timeout", "an unsigned integer", timeout);
  const most = get(options, "maxBuffer");
  if (most !== undefined && most !== null && !(typeof most === "number" && most >= 0))
    throw outOfRange("options.maxBuffer", "a positive number", most);
  const killSignal = get(options, "killSignal");
  if (killSignal === undefined || killSignal === null) return undefined;
  if (typeof killSignal !== "string" && typeof killSignal !== "number")
    throw invalidType("options.killSignal", "one of type string or number", killSignal);
  return knownSignal(killSignal);
}

export function knownSignal(given: unknown): string {
  const name = signalName(given);
  if (name === undefined) throw codedError(TypeError, "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${String(given)}`);
  return name;
}

export function checkSerialization(given: unknown): void {
  if (given === undefined || given === "json" || given === "advanced") return;
  throw invalidValue("options.serialization", given, "must be one of: undefined, 'json', 'advanced'");
}

/** Where one of the three streams goes: a pipe, nowhere, or where this process's own stream of that number goes. */
export type StdioKind = SpawnOptions["stdio"][number];

/** The three streams, and whether there is an IPC channel. `own` tells the number of a stream of this process. */
export function stdioOf(
  given: unknown,
  own: (stream: object) => 1 | 2 | undefined,
): { readonly stdio: SpawnOptions["stdio"]; readonly ipc: boolean } {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given, given, given];
  const kind = (index: 0 | 1 | 2): StdioKind => {
    const value = list[index] ?? "pipe";
    if (value === "pipe" || value === "overlapped") return "pipe";
    if (value === "ignore") return "ignore";
    const stream = value === "inherit" ? index : isObject(value) ? own(value) : value;
    return stream === 2
      ? "inherit-stderr"
      : stream === 1
        ? "inherit-stdout"
        : stream === 0
          ? "inherit-stdin"
          : "ignore";
  };
  return { stdio: [kind(0), kind(1), kind(2)], ipc: list.includes("ipc") };
}

/** A copy whose values are text, as the operating system keeps them. */
export function environmentOf(env: unknown): object {
  if (!isObject(env)) return {};
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}

/** A path given as text or as a URL. */
function pathOf(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  if (isObject(value) && typeof get(value, "href") === "string") return String(get(value, "href"));
  if (isObject(value) && ArrayBuffer.isView(value)) {
    const text = get(value, "toString");
    return isCallable(text) ? String(text.call(value)) : "";
  }
  throw invalidType(name, "of type string or an instance of Buffer or URL", value);
}
