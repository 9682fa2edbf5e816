// `new Function` on the simulated machine: code from strings is interpreted, since nothing may be compiled while a simulation runs.
// Bundled with the programs that make code from strings.

import Sval from "sval";

/** What the text of one of the program's own functions mentions: the thread's counters and probes (engine/runtime/abi.ts). */
declare const __il: unknown;
declare const __il_c: unknown;
declare const __il_s: unknown;

/**
 * A function of this text, with the thread's own globals and no others. Only the text of one of the program's own functions is watched and costs time. Throws a SyntaxError
 * where the text is none, and an Error where it would leave the simulated machine's order.
 */
export function compile(parameters: string, body: string): (...args: unknown[]) => unknown {
  if (LOWERED.test(body)) throw new Error("an asynchronous function as text is not simulated (new Function)");
  const waits = WAITS.exec(body) ?? WAITS.exec(parameters);
  if (waits !== null) throw new Error(`\`${waits[0]}\` in code from strings is not simulated (new Function)`);
  const interpreter = new Sval({ ecmaVer: "latest", sourceType: "script", sandBox: false });
  if (OWN.test(body)) interpreter.import(ownNames());
  interpreter.run(`exports.made = function anonymous(${parameters}\n) {\n${body}\n};`);
  const made: unknown = interpreter.exports.made;
  if (!isFunction(made)) throw new SyntaxError("code from strings that is no function");
  const strict = /^\s*["']use strict["']/.test(body);
  const anonymous = function (this: unknown, ...args: unknown[]): unknown {
    const self = this === undefined && !strict ? globalThis : this;
    return new.target === undefined ? Reflect.apply(made, self, args) : Reflect.construct(made, args, new.target);
  };
  anonymous.prototype = made.prototype;
  Object.defineProperty(anonymous, "length", { value: made.length, configurable: true });
  Object.defineProperty(anonymous, "name", { value: "anonymous", configurable: true });
  Object.defineProperty(anonymous, "toString", {
    value: () => `function anonymous(${parameters}\n) {\n${body}\n}`,
    configurable: true,
  });
  return anonymous;
}

/** Words of the asynchronous syntax and of the module loader; in a text or a comment they are refused as well. */
const WAITS = /(?<![\w$.])(?:async\s+function|async\s*\(|async\s*\*|await|import)(?![\w$])/;

/** The program's own function, sent to a thread as text: its probes are that thread's. */
const OWN = /\b__il(?:_[cs])?\b/;
/** What asynchronous syntax has become, and generators that can be suspended. */
const LOWERED = /(?<![\w$])__(?:async|asyncGenerator|forAwait|yieldStar)\(|\b__il\.(?:bf|suspendable)\(/;

function ownNames(): Record<string, unknown> {
  return {
    ...(typeof __il === "undefined" ? {} : { __il }),
    ...(typeof __il_c === "undefined" ? {} : { __il_c }),
    ...(typeof __il_s === "undefined" ? {} : { __il_s }),
  };
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === "function";
}
