// Shows values as Node's `util.inspect` does with its default options: same line breaks, same grouping of long arrays.

import { get, isCallable, isObject } from "../runtime/values";
import { shownFrames } from "./stack";

export interface InspectOptions {
  /** Nesting that is shown; `Infinity` for all. */
  readonly depth?: number;
  readonly breakLength?: number;
}

/** How a promise prints; the virtual promises of a thread are known to it only. */
export type PromiseState = (
  value: unknown,
) => { readonly state: "pending" | "fulfilled" | "rejected"; readonly value: unknown } | undefined;

const COMPACT = 3;
const MAX_ITEMS = 100;
const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

interface Context {
  readonly depth: number;
  readonly breakLength: number;
  readonly promiseState: PromiseState;
  readonly seen: object[];
  circular: Map<object, number> | undefined;
  indentation: number;
  /** Depth of the object that was begun last. */
  deepest: number;
}

/**
 * Not shown as Node shows them: the stack of an error where it would name the host's files, wide
 * characters in grouped arrays (counted as one column), and the target of a proxy.
 */
export function inspect(
  value: unknown,
  options: InspectOptions = {},
  promiseState: PromiseState = () => undefined,
): string {
  const context: Context = {
    depth: options.depth ?? 2,
    breakLength: options.breakLength ?? 80,
    promiseState,
    seen: [],
    circular: undefined,
    indentation: 0,
    deepest: 0,
  };
  return show(context, value, 0);
}

function show(context: Context, value: unknown, level: number): string {
  if (!isObject(value)) return showPrimitive(context, value);
  const custom = get(value, CUSTOM);
  if (isCallable(custom)) {
    const result = custom.call(value, context.depth - level, {}, inspect);
    if (result !== value) {
      return typeof result === "string"
        ? result.replaceAll("\n", `\n${" ".repeat(context.indentation)}`)
        : show(context, result, level);
    }
  }
  if (context.seen.includes(value)) {
    context.circular ??= new Map();
    const index = context.circular.get(value) ?? context.circular.size + 1;
    context.circular.set(value, index);
    return `[Circular *${index}]`;
  }
  return showObject(context, value, level);
}

function showPrimitive(context: Context, value: unknown): string {
  if (typeof value === "string") {
    if (value.length > 16 && value.length > context.breakLength - context.indentation - 4) {
      return value
        .split(/(?<=\n)/)
        .map(quote)
        .join(` +\n${" ".repeat(context.indentation + 2)}`);
    }
    return quote(value);
  }
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return `${value}n`;
  return String(value);
}

interface Parts {
  /** Stands before the braces: an error's text, a function's heading. */
  readonly base: string;
  readonly open: string;
  readonly close: string;
  readonly keys: readonly PropertyKey[];
  readonly isList: boolean;
  readonly entries: () => string[];
}

function showObject(context: Context, value: object, level: number): string {
  const parts = partsOf(context, value, level);
  if (typeof parts === "string") return parts;
  if (level > context.depth) return `[${headingOf(value).trimEnd() || "Object"}]`;
  context.seen.push(value);
  context.deepest = level + 1;
  const output = parts.entries();
  for (const key of parts.keys) output.push(showProperty(context, value, key, level + 1, parts.isList));
  context.seen.pop();
  const reference = context.circular?.get(value);
  const base = [reference === undefined ? "" : `<ref *${reference}>`, parts.base]
    .filter((text) => text !== "")
    .join(" ");
  return layOut(context, output, base, parts, level + 1, value);
}

/** What kind of object it is; a string where it has nothing inside to show. */
function partsOf(context: Context, value: object, level: number): Parts | string {
  const name = constructorName(value);
  const inner = level + 1;
  const prefix = (fallback: string, size = "") => prefixOf(value, name, fallback, size);
  const braces = (heading: string, keys: readonly PropertyKey[], entries: () => string[] = () => []): Parts => ({
    base: "",
    open: `${heading}{`,
    close: "}",
    keys,
    isList: false,
    entries,
  });
  const indented = (run: () => string[]) => () => {
    context.indentation += 2;
    const result = run();
    context.indentation -= 2;
    return result;
  };

  if (Array.isArray(value)) {
    const heading = name === "Array" ? "" : prefix("Array", `(${value.length})`);
    const keys = enumerableKeys(value).filter((key) => !isIndex(key));
    if (value.length === 0 && keys.length === 0) return `${heading}[]`;
    return {
      base: "",
      open: `${heading}[`,
      close: "]",
      keys,
      isList: true,
      entries: () => arrayItems(context, value, inner),
    };
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const items: unknown[] = Array.from(Object(value));
    const heading = prefix(name ?? "TypedArray", `(${items.length})`);
    const keys = enumerableKeys(value).filter((key) => !isIndex(key));
    if (items.length === 0 && keys.length === 0) return `${heading}[]`;
    return {
      base: "",
      open: `${heading}[`,
      close: "]",
      keys,
      isList: true,
      entries: () => arrayItems(context, items, inner),
    };
  }
  const keys = enumerableKeys(value);
  if (value instanceof Set) {
    const heading = prefix("Set", `(${value.size})`);
    if (value.size === 0 && keys.length === 0) return `${heading}{}`;
    return braces(
      heading,
      keys,
      indented(() => limited([...value], (item) => show(context, item, inner))),
    );
  }
  if (value instanceof Map) {
    const heading = prefix("Map", `(${value.size})`);
    if (value.size === 0 && keys.length === 0) return `${heading}{}`;
    const entry = ([key, item]: readonly [unknown, unknown]) =>
      `${show(context, key, inner)} => ${show(context, item, inner)}`;
    return braces(
      heading,
      keys,
      indented(() => limited([...value], entry)),
    );
  }
  const withBase = (base: string, shown: readonly PropertyKey[] = keys): Parts | string =>
    shown.length === 0 ? base : { ...braces("", shown), base };
  if (typeof value === "function") return withBase(functionBase(value, name));
  if (value instanceof RegExp) return withBase(String(value));
  if (value instanceof Date) return withBase(Number.isNaN(value.getTime()) ? String(value) : value.toISOString());
  if (value instanceof Error) return withBase(errorBase(context, value, name), errorKeys(value, keys));
  if (value instanceof ArrayBuffer || isShared(value)) {
    const bytes = [...new Uint8Array(Object(value))]
      .slice(0, MAX_ITEMS)
      .map((byte) => byte.toString(16).padStart(2, "0"));
    return braces(prefix("ArrayBuffer"), ["byteLength", ...keys], () => [`[Uint8Contents]: <${bytes.join(" ")}>`]);
  }
  const promise = context.promiseState(value);
  if (promise !== undefined) {
    return braces(prefix("Promise"), keys, () => {
      if (promise.state === "pending") return ["<pending>"];
      context.indentation += 2;
      const shown = show(context, promise.value, inner);
      context.indentation -= 2;
      return [promise.state === "rejected" ? `<rejected> ${shown}` : shown];
    });
  }
  if (value instanceof WeakSet || value instanceof WeakMap) {
    return braces(prefix(value instanceof WeakSet ? "WeakSet" : "WeakMap"), keys, () => ["<items unknown>"]);
  }
  const boxed = boxedBase(value);
  if (boxed !== undefined)
    return withBase(
      boxed,
      keys.filter((key) => !(value instanceof String && isIndex(key))),
    );
  const heading = name === "Object" && tagOf(value, name) === "" ? "" : prefix("Object");
  return keys.length === 0 ? `${heading}{}` : braces(heading, keys);
}

function arrayItems(context: Context, items: readonly unknown[], level: number): string[] {
  const output: string[] = [];
  let index = 0;
  while (index < items.length && output.length < MAX_ITEMS) {
    if (Object.hasOwn(items, index)) {
      context.indentation += 2;
      output.push(show(context, items[index], level));
      context.indentation -= 2;
      index++;
      continue;
    }
    const hole = index;
    while (index < items.length && !Object.hasOwn(items, index)) index++;
    output.push(`<${index - hole} empty item${index - hole > 1 ? "s" : ""}>`);
  }
  if (index < items.length) output.push(moreItems(items.length - index));
  return output;
}

function limited<T>(items: readonly T[], format: (item: T) => string): string[] {
  const output = items.slice(0, MAX_ITEMS).map(format);
  if (items.length > MAX_ITEMS) output.push(moreItems(items.length - MAX_ITEMS));
  return output;
}

function moreItems(count: number): string {
  return `... ${count} more item${count > 1 ? "s" : ""}`;
}

function showProperty(context: Context, object: object, key: PropertyKey, level: number, inList: boolean): string {
  const descriptor = Object.getOwnPropertyDescriptor(object, key) ?? { value: get(object, key), enumerable: true };
  let text: string;
  if (descriptor.get !== undefined) text = descriptor.set === undefined ? "[Getter]" : "[Getter/Setter]";
  else if (descriptor.set !== undefined) text = "[Setter]";
  else {
    context.indentation += 2;
    text = show(context, descriptor.value, level);
    context.indentation -= 2;
  }
  if (inList && isIndex(key)) return text;
  return `${keyText(key, descriptor.enumerable !== false)}: ${text}`;
}

function keyText(key: PropertyKey, enumerable: boolean): string {
  if (typeof key === "symbol") return `[${String(key)}]`;
  const name = String(key);
  if (name === "__proto__") return "['__proto__']";
  if (!enumerable) return `[${name}]`;
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(name) ? name : quote(name);
}

/** One line if everything is short and shallow, else one line for each entry. */
function layOut(context: Context, entries: string[], base: string, parts: Parts, level: number, value: object): string {
  const output = parts.isList && entries.length > 6 ? groupItems(context, entries, value) : entries;
  const heading = base === "" ? "" : `${base} `;
  if (context.deepest - level < COMPACT && output === entries) {
    const start = output.length + context.indentation + parts.open.length + base.length + 10;
    const total = output.reduce((sum, entry) => sum + entry.length, output.length + start);
    const fits = total <= context.breakLength && !base.includes("\n");
    const joined = output.join(", ");
    if (fits && !joined.includes("\n")) return `${heading}${parts.open} ${joined} ${parts.close}`;
  }
  const indentation = `\n${" ".repeat(context.indentation)}`;
  return `${heading}${parts.open}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${parts.close}`;
}

/** Puts the items of a long array in columns. */
function groupItems(context: Context, output: string[], value: object): string[] {
  const hasMore = output.length > MAX_ITEMS;
  const count = hasMore ? output.length - 1 : output.length;
  const lengths = output.slice(0, count).map((entry) => entry.length);
  const longest = Math.max(...lengths);
  const total = lengths.reduce((sum, length) => sum + length + 2, 0);
  const width = longest + 2;
  if (width * 3 + context.indentation >= context.breakLength) return output;
  if (total / width <= 5 && longest > 6) return output;
  const bias = Math.sqrt(width - total / output.length);
  const biased = Math.max(width - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((context.breakLength - context.indentation) / width),
    COMPACT * 4,
    15,
  );
  if (columns <= 1) return output;
  const widths = Array.from({ length: columns }, (_, column) => {
    let widest = 0;
    for (let index = column; index < count; index += columns) widest = Math.max(widest, lengths[index] ?? 0);
    return widest + 2;
  });
  const items: readonly unknown[] = Array.isArray(value) ? value : Array.from(Object(value));
  const numeric = output.every((_, index) => typeof items[index] === "number" || typeof items[index] === "bigint");
  const rows: string[] = [];
  for (let start = 0; start < count; start += columns) {
    const end = Math.min(start + columns, count);
    let row = "";
    for (let index = start; index < end; index++) {
      const cell = output[index] ?? "";
      const room = widths[index - start] ?? 0;
      const last = index === end - 1;
      if (numeric) row += last ? cell.padStart(room - 2) : `${cell}, `.padStart(room);
      else row += last ? cell : `${cell}, `.padEnd(room);
    }
    rows.push(row);
  }
  const more = output[count];
  if (hasMore && more !== undefined) rows.push(more);
  return rows;
}

function errorBase(context: Context, error: Error, name: string | undefined): string {
  const own = String(error.name || "Error");
  const shown = name !== undefined && name !== own && name.includes(own) ? name : own;
  const code: unknown = get(error, "code");
  const heading =
    typeof code === "string" && /^ERR_|^[A-Z_]+_ERR$/.test(code) && code !== "ABORT_ERR" ? `${shown} [${code}]` : shown;
  const text = error.message === "" ? heading : `${heading}: ${error.message}`;
  const lines = `${text}\n${shownFrames(get(error, "stack")) ?? "    at <anonymous>"}`;
  return lines.replaceAll("\n", `\n${" ".repeat(context.indentation)}`);
}

function errorKeys(error: Error, keys: readonly PropertyKey[]): readonly PropertyKey[] {
  const shown = keys.filter((key) => !(key === "name" || key === "message" || key === "stack"));
  if (Object.hasOwn(error, "cause") && !shown.includes("cause")) shown.push("cause");
  if (error instanceof AggregateError && !shown.includes("errors")) shown.push("errors");
  return shown;
}

function functionBase(value: object, name: string | undefined): string {
  const source = Function.prototype.toString.call(value);
  const own = Object.getOwnPropertyDescriptor(value, "name")?.value;
  const label = typeof own === "string" && own !== "" ? own : "";
  if (source.startsWith("class")) {
    const parent: unknown = Object.getPrototypeOf(value);
    const superName = typeof parent === "function" && parent.name !== "" ? ` extends ${parent.name}` : "";
    return `[class ${label || "(anonymous)"}${superName}]`;
  }
  const tag = get(value, Symbol.toStringTag);
  const type = tag === "AsyncFunction" ? tag : name === "GeneratorFunction" ? name : "Function";
  return label === "" ? `[${type} (anonymous)]` : `[${type}: ${label}]`;
}

function boxedBase(value: object): string | undefined {
  if (value instanceof String) return `[String: ${quote(value.toString())}]`;
  if (value instanceof Number) return `[Number: ${Object.is(value.valueOf(), -0) ? "-0" : value.toString()}]`;
  if (value instanceof BigInt) return `[BigInt: ${String(value)}n]`;
  if (value instanceof Symbol) return `[Symbol: ${Symbol.prototype.toString.call(value)}]`;
  if (value instanceof Boolean) return `[Boolean: ${value.toString()}]`;
  return undefined;
}

/** `undefined` for an object without a prototype. */
function constructorName(value: object): string | undefined {
  for (let object: unknown = value; isObject(object); object = Object.getPrototypeOf(object)) {
    const constructor: unknown = Object.getOwnPropertyDescriptor(object, "constructor")?.value;
    if (typeof constructor === "function" && constructor.name !== "" && value instanceof constructor) {
      return constructor.name;
    }
  }
  return undefined;
}

function tagOf(value: object, name: string | undefined): string {
  const tag = get(value, Symbol.toStringTag);
  return typeof tag === "string" && tag !== name && !Object.hasOwn(value, Symbol.toStringTag) ? tag : "";
}

function prefixOf(value: object, name: string | undefined, fallback: string, size: string): string {
  const tag = tagOf(value, name);
  const shownTag = tag === "" || (name === undefined && tag === fallback) ? "" : ` [${tag}]`;
  return name === undefined ? `[${fallback}${size}: null prototype]${shownTag} ` : `${name}${size}${shownTag} `;
}

function headingOf(value: object): string {
  const name = constructorName(value);
  return Array.isArray(value) ? "Array" : prefixOf(value, name, "Object", "");
}

function enumerableKeys(value: object): PropertyKey[] {
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  return [...Object.keys(value), ...symbols];
}

function isIndex(key: PropertyKey): boolean {
  return typeof key === "string" && /^(?:0|[1-9][0-9]*)$/.test(key);
}

function isShared(value: object): boolean {
  return typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
};

/** A string literal: single quotes unless it contains one, as Node chooses. */
function quote(text: string): string {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes("`") && !text.includes("${")) mark = "`";
  }
  const escaped = text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped.
    /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => {
      if (character === "'") return mark === "'" ? "\\'" : character;
      const known = ESCAPES[character];
      if (known !== undefined) return known;
      const code = character.charCodeAt(0);
      return code > 0xff ? `\\u${code.toString(16)}` : `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
    },
  );
  return `${mark}${escaped}${mark}`;
}
