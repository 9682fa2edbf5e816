// `exec` and `execFile`: a child whose output is collected for a callback. After Node's lib/child_process.js.

import { codedError, get, invoke, isCallable, isError, isObject, option } from "../../runtime/values";
import type { Emitter } from "../events";
import type { Realm } from "../realm";
import type { TimersApi } from "../timers-api";
import { checkFunction, checkString, invalidType } from "../validate";
import { checkLimits, spawnArguments } from "./spawn-options";

export interface ExecHost {
  readonly realm: Realm;
  readonly timers: TimersApi;
  readonly Buffer: object;
  spawn(file: string, args: readonly string[], options: object): Emitter;
}

export interface ExecFunctions {
  readonly exec: (command: unknown, ...rest: unknown[]) => Emitter;
  readonly execFile: (file: unknown, ...rest: unknown[]) => Emitter;
}

/** Bytes of output that are collected where nothing else is said. */
export const MAX_BUFFER = 1024 * 1024;

export function createExec(host: ExecHost): ExecFunctions {
  const { realm, timers, Buffer } = host;

  const start = (file: string, args: readonly string[], given: object, done: unknown, command: string): Emitter => {
    const options = { timeout: 0, maxBuffer: MAX_BUFFER, killSignal: "SIGTERM", ...given };
    const killSignal = checkLimits(options);
    // The time limit is this function's own: it tells its callback that it was the one who killed.
    const child = host.spawn(file, args, { ...options, timeout: 0 });
    const encoding = isEncoding(
      Buffer,
      option(given, "encoding") ?? (Object.hasOwn(given, "encoding") ? null : "utf8"),
    );
    let [error, killed, over]: [unknown, boolean, boolean] = [undefined, false, false];
    const outputs = { stdout: collected(child, "stdout"), stderr: collected(child, "stderr") };

    function collected(of: Emitter, name: "stdout" | "stderr"): () => unknown {
      const stream = get(of, name);
      const chunks: unknown[] = [];
      let length = 0;
      if (isObject(stream)) {
        if (encoding !== undefined) invoke(stream, "setEncoding", encoding);
        invoke(stream, "on", "data", (chunk: unknown) => {
          const own =
            encoding === undefined ? get(Object(chunk), "length") : invoke(Buffer, "byteLength", chunk, encoding);
          length += Number(own);
          if (!(length > options.maxBuffer)) {
            chunks.push(chunk);
            return;
          }
          chunks.push(invoke(Object(chunk), "slice", 0, options.maxBuffer - (length - Number(own))));
          error = codedError(RangeError, "ERR_CHILD_PROCESS_STDIO_MAXBUFFER", `${name} maxBuffer length exceeded`);
          kill();
        });
      }
      return () => (encoding === undefined ? invoke(Buffer, "concat", chunks) : chunks.map(String).join(""));
    }
    const destroyStreams = () => {
      for (const name of ["stdout", "stderr"]) {
        const stream = get(child, name);
        if (isObject(stream)) invoke(stream, "destroy");
      }
    };
    function kill(): void {
      destroyStreams();
      killed = true;
      invoke(child, "kill", killSignal);
    }
    const timer = Number(options.timeout) > 0 ? timers.setTimeout(kill, Number(options.timeout)) : undefined;

    const finish = (code?: unknown, signal?: unknown) => {
      if (over) return;
      over = true;
      if (timer !== undefined) timers.clearTimeout(timer);
      if (!isCallable(done)) return;
      const [stdout, stderr] = [outputs.stdout(), outputs.stderr()];
      if (error === undefined && code === 0 && signal === null) {
        realm.call(done, undefined, [null, stdout, stderr]);
        return;
      }
      error ??= Object.assign(new Error(`Command failed: ${command}\n${String(stderr)}`), {
        code,
        killed: get(child, "killed") === true || killed,
        signal,
      });
      if (isError(error)) Object.assign(error, { cmd: command });
      realm.call(done, undefined, [error, stdout, stderr]);
    };
    child.on("close", finish);
    child.on("error", (reason: unknown) => {
      error = reason;
      destroyStreams();
      finish();
    });
    return child;
  };

  return {
    exec(command: unknown, ...rest: unknown[]): Emitter {
      checkString("command", command);
      const given = isCallable(rest[0]) ? {} : Object(rest[0] ?? {});
      const options = { ...given, shell: typeof option(given, "shell") === "string" ? option(given, "shell") : true };
      return start(String(command), [], options, rest.find(isCallable), String(command));
    },
    execFile(file: unknown, ...rest: unknown[]): Emitter {
      const left = [...rest];
      const hasArguments = Array.isArray(left[0]) || left[0] === undefined || left[0] === null;
      const args = hasArguments ? left.shift() : [];
      const given = isCallable(left[0]) ? undefined : left.shift();
      if (given !== undefined && given !== null && typeof given !== "object")
        throw invalidType("options", "of type object", given);
      const done = left[0];
      if (done !== undefined && done !== null) checkFunction("callback", done);
      const read = spawnArguments(file, [args, given ?? {}]);
      return start(read.file, read.args, read.options, done, [read.file, ...read.args].join(" "));
    },
  };
}

/** The encoding of the texts to give; `undefined` where buffers are asked for. */
function isEncoding(Buffer: object, given: unknown): string | undefined {
  return given !== "buffer" && invoke(Buffer, "isEncoding", given) === true ? String(given) : undefined;
}
