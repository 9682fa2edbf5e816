// `node:querystring`: pairs of an address's query, and their text.

import { isCallable, option } from "../../runtime/values";

export function createQuerystring(): object {
  const api = { parse: parseQuery, stringify: stringifyQuery, escape: escapeText, unescape: unescapeText };
  return { ...api, decode: parseQuery, encode: stringifyQuery };
}

/** Repeated names give a list. At most `maxKeys` pairs are read, 1000 where nothing is said and any number where it is 0. */
export function parseQuery(text: unknown, separator: unknown = "&", equals: unknown = "=", options?: unknown): object {
  const result: Record<string, unknown> = Object.create(null);
  if (typeof text !== "string" || text === "") return result;
  const [between, sign] = [String(separator ?? "&"), String(equals ?? "=")];
  const limit = Number(option(options, "maxKeys") ?? 1000);
  const own = option(options, "decodeURIComponent");
  const decode = (part: string): string => {
    const spaced = part.replaceAll("+", " ");
    return isCallable(own) ? String(own.call(undefined, spaced)) : unescapeText(spaced);
  };
  const pairs = text.split(between).filter((pair) => pair !== "");
  for (const pair of limit > 0 ? pairs.slice(0, limit) : pairs) {
    const at = pair.indexOf(sign);
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : decode(pair.slice(at + sign.length));
    const before = result[name];
    if (Array.isArray(before)) before.push(value);
    else result[name] = before === undefined ? value : [before, value];
  }
  return result;
}

export function stringifyQuery(values: unknown, separator: unknown = "&", equals: unknown = "="): string {
  if (typeof values !== "object" || values === null) return "";
  return Object.entries(values)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (one) => `${escapeText(name)}${String(equals ?? "=")}${escapeText(primitive(one))}`,
      ),
    )
    .join(String(separator ?? "&"));
}

function primitive(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return typeof value === "boolean" || typeof value === "bigint" ? String(value) : "";
}

function escapeText(text: unknown): string {
  return encodeURIComponent(String(text));
}

/** Broken escapes stay as they are. */
function unescapeText(text: unknown): string {
  try {
    return decodeURIComponent(String(text));
  } catch {
    return String(text).replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      try {
        return decodeURIComponent(escapes);
      } catch {
        return "\ufffd";
      }
    });
  }
}
