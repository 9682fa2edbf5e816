// `url.parse` and `url.format`: the older, looser reading of addresses, as nodejs.org/api/url.html#legacy-url-api describes it.

import { get, isObject } from "../../runtime/values";
import { parseQuery, stringifyQuery } from "./querystring";

const ADDRESS = /^\s*([a-z][a-z0-9+.-]*:)?(\/\/)?([\s\S]*)$/i;
const REST = /^(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([\s\S]*)$/;
const PATH = /^([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/;
const SLASHED = new Set(["http:", "https:", "ftp:", "ws:", "wss:", "file:"]);

/** `query` as an object where `wantsQuery`. `hostAfterSlashes`: `//host/path` begins with a host even without a protocol. */
export function parseAddress(text: string, wantsQuery: boolean, hostAfterSlashes: boolean): object {
  const [, given, slashes, rest = ""] = ADDRESS.exec(text.trimEnd()) ?? [];
  const protocol = given?.toLowerCase();
  const opaque = protocol !== undefined && protocol !== "javascript:" && !SLASHED.has(protocol);
  const hasHost = opaque || (slashes !== undefined && (protocol !== undefined || hostAfterSlashes));
  const [, auth, name, port, tail = ""] = hasHost ? (REST.exec(rest) ?? []) : [];
  const [, path = "", search, hash] = PATH.exec(escaped(hasHost ? tail : `${slashes ?? ""}${rest}`)) ?? [];
  const hostname = hasHost ? (name ?? "").toLowerCase() : null;
  const host = hostname === null ? null : `${hostname}${port ? `:${port}` : ""}`;
  const pathname = path !== "" ? path : hasHost && SLASHED.has(protocol ?? "") ? "/" : null;
  const query = search?.slice(1);
  const parts = {
    protocol: protocol ?? null,
    slashes: hasHost && slashes !== undefined ? true : null,
    auth: auth === undefined ? null : decodeURIComponent(auth),
    host,
    port: port ? port : null,
    hostname: hostname === null ? null : hostname.replace(/^\[|\]$/g, ""),
    hash: hash ?? null,
    search: search ?? (wantsQuery ? "" : null),
    query: wantsQuery ? parseQuery(query ?? "") : (query ?? null),
    pathname,
    path: pathname === null && search === undefined ? null : `${pathname ?? ""}${search ?? ""}`,
  };
  return Object.assign(new Url(), parts, { href: formatAddress(parts) });
}

/** The text of such parts, or of a `URL`. */
export function formatAddress(value: unknown): string {
  if (!isObject(value)) return String(value);
  const part = (name: string): string => String(get(value, name) ?? "");
  // A URL's own text; parts that were changed since they were parsed count more than their `href`.
  if (get(value, "searchParams") !== undefined) return part("href");
  const given = part("protocol");
  const protocol = given === "" || given.endsWith(":") ? given : `${given}:`;
  const auth = part("auth") === "" ? "" : `${encodeURIComponent(part("auth")).replace("%3A", ":")}@`;
  const name = part("hostname");
  const named = name.includes(":") ? `[${name}]` : name;
  const own = name === "" ? "" : `${named}${part("port") === "" ? "" : `:${part("port")}`}`;
  const host = part("host") === "" ? own : part("host");
  const slashes = get(value, "slashes") === true || (SLASHED.has(protocol) && host !== "") ? "//" : "";
  const query = get(value, "query");
  const text = isObject(query) ? stringifyQuery(query) : "";
  const search = part("search") || (text === "" ? "" : `?${text}`);
  const pathname = part("pathname");
  const path = slashes !== "" && pathname !== "" && !pathname.startsWith("/") ? `/${pathname}` : pathname;
  const hash = part("hash");
  return `${protocol}${slashes}${slashes === "" ? "" : auth + host}${path}${search && !search.startsWith("?") ? "?" : ""}${search}${hash && !hash.startsWith("#") ? "#" : ""}${hash}`;
}

/** What never stands in an address as it is. */
function escaped(text: string): string {
  return text.replace(/[\s"'<>\\^`{|}]/g, (character) =>
    character === "'" ? "%27" : character === "\\" ? "/" : encodeURIComponent(character),
  );
}

class Url {}
