// The host's side of the sandbox's `URL`: strings in, strings out, and never an error, whose class would be a way out.

import type { UrlOperations } from "./url-classes";

export const urlOperations: UrlOperations = (operation, first = "", ...rest) => {
  try {
    if (operation === "query") return JSON.stringify([...new URLSearchParams(first)]);
    if (operation === "serialize") return new URLSearchParams(JSON.parse(first)).toString();
    const url = operation === "parse" ? new URL(first, rest[0]) : new URL(first);
    if (operation === "set" && rest[0] !== undefined) Reflect.set(url, rest[0], rest[1]);
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = url;
    return JSON.stringify({ href, origin, protocol, username, password, host, hostname, port, pathname, search, hash });
  } catch {
    return "";
  }
};
