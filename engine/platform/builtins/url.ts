// `node:url`: the host's URL classes, and conversion between file URLs and paths.

import type { EngineHost } from "../../runtime/abi";
import { get, isCallable, isObject } from "../../runtime/values";
import { createPath } from "./path";
import { formatAddress, parseAddress } from "./url-parse";

export function createUrl(host: EngineHost): object {
  const { URL, URLSearchParams } = host.pure;
  const make = (text: string): unknown => (isCallable(URL) ? Reflect.construct(URL, [text]) : { href: text });
  return {
    URL,
    URLSearchParams,
    fileURLToPath(value: unknown) {
      const href = String(isObject(value) ? get(value, "href") : value);
      if (!href.startsWith("file://")) throw new TypeError("The URL must be of scheme file");
      return decodeURIComponent(href.slice("file://".length).split(/[?#]/)[0] ?? "");
    },
    pathToFileURL: (path: unknown) => make(`file://${encodeURI(createPath().resolve(String(path)))}`),
    parse: (text: unknown, query?: unknown, slashes?: unknown) =>
      parseAddress(String(text), query === true, slashes === true),
    format: formatAddress,
    domainToASCII: (name: unknown) => String(name),
    domainToUnicode: (name: unknown) => String(name),
    resolve: (base: unknown, text: unknown) =>
      isCallable(URL) ? String(Reflect.construct(URL, [text, base])) : String(text),
  };
}
