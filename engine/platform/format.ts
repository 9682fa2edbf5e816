// `util.format`: what `console.log` does with its arguments.

import { isCallable, isObject } from "../runtime/values";

/** `show` is `inspect` with the thread's settings; `depth` overrides the nesting shown. */
export function format(args: readonly unknown[], show: (value: unknown, depth?: number) => string): string {
  const [first, ...rest] = args;
  if (typeof first !== "string")
    return args.map((value) => (typeof value === "string" ? value : show(value))).join(" ");
  let used = 0;
  const text =
    rest.length === 0
      ? first
      : first.replace(/%[sdifjoOc%]/g, (directive) => {
          if (directive === "%%") return "%";
          if (used >= rest.length) return directive;
          return directiveText(directive, rest[used++], show);
        });
  const tail = rest.slice(used).map((value) => (typeof value === "string" ? value : show(value)));
  return [text, ...tail].join(" ");
}

function directiveText(directive: string, value: unknown, show: (value: unknown, depth?: number) => string): string {
  switch (directive) {
    case "%s":
      if (typeof value === "bigint") return `${value}n`;
      if (Object.is(value, -0)) return "-0";
      return isObject(value) && typeof value !== "function" && !hasOwnText(value) ? show(value, 0) : String(value);
    case "%d":
      if (typeof value === "bigint") return `${value}n`;
      return typeof value === "symbol" ? "NaN" : numberText(Number(value));
    case "%i":
      if (typeof value === "bigint") return `${value}n`;
      return typeof value === "symbol" ? "NaN" : numberText(Number.parseInt(String(value), 10));
    case "%f":
      return typeof value === "symbol" ? "NaN" : numberText(Number.parseFloat(String(value)));
    case "%j":
      try {
        return JSON.stringify(value) ?? "undefined";
      } catch {
        return "[Circular]";
      }
    case "%c":
      return "";
    default:
      return show(value, directive === "%o" ? 4 : undefined);
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Whether a class of the user's own says how its objects read as text. */
function hasOwnText(value: object): boolean {
  const text: unknown = Reflect.get(value, "toString");
  if (!isCallable(text)) return false;
  if (value instanceof Error) return true;
  return text !== Object.prototype.toString && text !== Array.prototype.toString && text !== Date.prototype.toString;
}
