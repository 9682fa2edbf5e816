// `node:readline` where nothing is a terminal: lines of a stream. After Node's lib/internal/readline/interface.js. Bundled with the programs
// that ask for it.

import { EventEmitter, on } from "node:events";
import { StringDecoder } from "string_decoder";

/** What the library asks of the machine. */
export interface ReadlineMachine {
  /** What a promise that is being made waits for. */
  waits(text: string): void;
  /** The option of `events.on` by which its iterator gives an event's first value alone. */
  readonly first: symbol;
}

type Answered = (line: string) => void;

interface InterfaceOptions {
  readonly input: Input;
  readonly output?: Output;
  readonly prompt?: string;
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  readonly history?: string[];
}

interface Input extends EventEmitter {
  pause(): unknown;
  resume(): unknown;
}

interface Output {
  write(text: string, done?: unknown): boolean;
}

const LINE_END = /\r?\n|\r(?!\n)|\u2028|\u2029/g;

export function createReadline({ waits, first }: ReadlineMachine): object {
  class LineReader extends EventEmitter {
    readonly input: Input;
    readonly output: Output | undefined;
    readonly terminal = false;
    readonly history: string[];
    line = "";
    cursor = 0;
    closed = false;
    paused = false;
    private text: string;
    private oldText = "";
    private rest: string | undefined;
    private endedByReturn = false;
    private asked: Answered | undefined;
    private readonly decoder = new StringDecoder("utf8");
    private iterator: AsyncIterator<unknown> | undefined;

    constructor(given: InterfaceOptions | Input, output?: Output) {
      super();
      const options: InterfaceOptions = "input" in given ? given : { input: given, ...(output && { output }) };
      this.input = options.input;
      this.output = options.output;
      this.text = options.prompt ?? "> ";
      this.history = options.history ?? [];
      const { input, signal } = this.optionsOf(options);
      const data = (chunk: unknown): void => this.take(chunk);
      const end = (): void => {
        if (typeof this.rest === "string" && this.rest.length > 0) this.emit("line", this.rest);
        this.close();
      };
      const failed = (error: unknown): void => void this.emit("error", error);
      input.on("error", failed);
      input.on("data", data);
      input.on("end", end);
      this.once("close", () => {
        input.removeListener("data", data);
        input.removeListener("end", end);
        input.removeListener("error", failed);
      });
      if (signal !== undefined) {
        const abort = (): void => this.close();
        if (signal.aborted) process.nextTick(abort);
        else {
          signal.addEventListener("abort", abort, { once: true });
          this.once("close", () => signal.removeEventListener("abort", abort));
        }
      }
      input.resume();
    }
    private optionsOf(options: InterfaceOptions): InterfaceOptions {
      if (typeof options.input?.on === "function") return options;
      const message = 'The "input" argument must be an instance of Stream';
      throw Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
    }
    setPrompt(text: string): void {
      this.text = text;
    }
    getPrompt(): string {
      return this.text;
    }
    prompt(): void {
      if (this.paused) this.resume();
      this.print(this.text);
    }
    close(): void {
      if (this.closed) return;
      this.pause();
      this.closed = true;
      this.emit("close");
    }
    pause(): this | undefined {
      if (this.paused) return undefined;
      this.input.pause();
      this.paused = true;
      this.emit("pause");
      return this;
    }
    resume(): this | undefined {
      if (!this.paused) return undefined;
      this.input.resume();
      this.paused = false;
      this.emit("resume");
      return this;
    }
    write(chunk: unknown): void {
      if (this.paused) this.resume();
      this.take(chunk);
    }
    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const options: object = { close: ["close"], highWaterMark: 1024, [first]: true };
      this.iterator ??= on(this, "line", options);
      return this.iterator;
    }

    protected ask(query: string, answered: Answered): void {
      if (this.closed) {
        throw Object.assign(new Error("readline was closed"), { code: "ERR_USE_AFTER_CLOSE" });
      }
      if (this.asked === undefined) {
        this.oldText = this.text;
        this.text = query;
        this.asked = answered;
      }
      this.prompt();
    }
    protected cancel(): void {
      if (this.asked === undefined) return;
      this.asked = undefined;
      this.text = this.oldText;
      this.print("\r\n");
      this.line = "";
    }
    private print(text: string): void {
      if (this.output !== undefined && this.output !== null) this.output.write(text);
    }
    private answer(line: string): void {
      const { asked } = this;
      if (asked === undefined) {
        this.emit("line", line);
        return;
      }
      this.asked = undefined;
      this.text = this.oldText;
      asked(line);
    }
    private take(chunk: unknown): void {
      if (chunk === undefined) return;
      let text = Buffer.isBuffer(chunk) ? this.decoder.write(chunk) : String(chunk);
      if (this.endedByReturn) {
        if (text.startsWith("\n")) text = text.slice(1);
        this.endedByReturn = false;
      }
      if (text === "") return;
      if (!new RegExp(LINE_END).test(text)) {
        this.rest = (this.rest ?? "") + text;
        return;
      }
      text = (this.rest ?? "") + text;
      this.endedByReturn = text.endsWith("\r");
      const lines = text.split(LINE_END);
      this.rest = lines.pop() ?? "";
      for (const line of lines) this.answer(line);
    }
  }

  class Interface extends LineReader {
    question(query: string, given: unknown, done?: unknown): void {
      const callback = typeof given === "function" ? given : done;
      const signal = signalOf(given);
      if (signal?.aborted) return;
      if (typeof callback !== "function") return;
      let answered: Answered = (line) => void callback(line);
      if (signal !== undefined) {
        const abort = (): void => this.cancel();
        signal.addEventListener("abort", abort, { once: true });
        answered = (line) => {
          signal.removeEventListener("abort", abort);
          callback(line);
        };
      }
      this.ask(query, answered);
    }
  }

  class PromisesInterface extends LineReader {
    question(query: string, options?: unknown): Promise<string> {
      return new Promise((resolve, reject) => {
        waits(`the answer to ${JSON.stringify(query)}`);
        const signal = signalOf(options);
        if (signal === undefined) {
          this.ask(query, resolve);
          return;
        }
        if (signal.aborted) {
          reject(aborted(signal));
          return;
        }
        const abort = (): void => {
          this.cancel();
          reject(aborted(signal));
        };
        signal.addEventListener("abort", abort, { once: true });
        this.ask(query, (line) => {
          signal.removeEventListener("abort", abort);
          resolve(line);
        });
      });
    }
  }

  const asked = Symbol.for("nodejs.util.promisify.custom");
  Object.defineProperty(Interface.prototype.question, asked, {
    value(this: Interface, query: string, options?: unknown): Promise<string> {
      return new Promise((resolve, reject) => {
        waits(`the answer to ${JSON.stringify(query)}`);
        const signal = signalOf(options);
        if (signal?.aborted) reject(aborted(signal));
        else this.question(query, options ?? {}, resolve);
      });
    },
  });

  const promises = {
    Interface: PromisesInterface,
    createInterface: (input: InterfaceOptions | Input, output?: Output) => new PromisesInterface(input, output),
  };
  return {
    Interface,
    createInterface: (input: InterfaceOptions | Input, output?: Output) => new Interface(input, output),
    clearLine: (stream: Output, direction: number, done?: unknown) =>
      put(stream, direction < 0 ? "\u001b[1K" : direction > 0 ? "\u001b[0K" : "\u001b[2K", done),
    clearScreenDown: (stream: Output, done?: unknown) => put(stream, "\u001b[0J", done),
    cursorTo(stream: Output, column: number, row?: unknown, done?: unknown) {
      const place = typeof row === "number" ? `${row + 1};${column + 1}H` : `${column + 1}G`;
      return put(stream, `\u001b[${place}`, typeof row === "function" ? row : done);
    },
    moveCursor(stream: Output, right: number, down: number, done?: unknown) {
      const horizontal = right === 0 ? "" : `\u001b[${Math.abs(right)}${right < 0 ? "D" : "C"}`;
      const vertical = down === 0 ? "" : `\u001b[${Math.abs(down)}${down < 0 ? "A" : "B"}`;
      return put(stream, horizontal + vertical, done);
    },
    emitKeypressEvents: () => undefined,
    promises,
  };
}

function put(stream: Output | null | undefined, text: string, done: unknown): boolean {
  if (stream === null || stream === undefined || text === "") {
    if (typeof done === "function") process.nextTick(() => done());
    return true;
  }
  return stream.write(text, done);
}

function signalOf(options: unknown): AbortSignal | undefined {
  if (typeof options !== "object" || options === null || !("signal" in options)) return undefined;
  return options.signal instanceof AbortSignal ? options.signal : undefined;
}

/** Node's `AbortError`. */
function aborted({ reason }: AbortSignal): Error {
  const error = Object.assign(new Error("The operation was aborted", { cause: reason }), { code: "ABORT_ERR" });
  error.name = "AbortError";
  return error;
}
