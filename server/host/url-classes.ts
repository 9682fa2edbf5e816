// `URL` and `URLSearchParams` of a sandbox. The parsing is the host's, asked for with strings and answered with strings.

/** Runs outside the sandbox; must never throw. */
export type UrlOperations = (operation: "parse" | "set" | "query" | "serialize", ...args: readonly string[]) => string;

const PARTS = [
  "href",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;
type Part = (typeof PARTS)[number];
type Parts = Readonly<Record<Part | "origin", string>>;

export function makeUrlClasses(operations: UrlOperations) {
  class SearchParams {
    #pairs: [string, string][];
    #changed: (() => void) | undefined;

    constructor(init: unknown = "") {
      this.#pairs = pairsOf(init, operations);
    }

    /** Couples the parameters to the URL that they are part of. */
    static of(query: string, changed: () => void): SearchParams {
      const made = new SearchParams(query);
      made.#changed = changed;
      return made;
    }

    get size(): number {
      return this.#pairs.length;
    }
    get(name: unknown): string | null {
      return this.#pairs.find(([key]) => key === String(name))?.[1] ?? null;
    }
    getAll(name: unknown): string[] {
      return this.#pairs.filter(([key]) => key === String(name)).map(([, value]) => value);
    }
    has(name: unknown): boolean {
      return this.#pairs.some(([key]) => key === String(name));
    }
    append(name: unknown, value: unknown): void {
      this.#pairs.push([String(name), String(value)]);
      this.#changed?.();
    }
    set(name: unknown, value: unknown): void {
      const first = this.#pairs.findIndex(([key]) => key === String(name));
      const pair: [string, string] = [String(name), String(value)];
      if (first === -1) this.#pairs.push(pair);
      else this.#pairs = this.#pairs.flatMap((old, at) => (at === first ? [pair] : old[0] === pair[0] ? [] : [old]));
      this.#changed?.();
    }
    delete(name: unknown): void {
      this.#pairs = this.#pairs.filter(([key]) => key !== String(name));
      this.#changed?.();
    }
    sort(): void {
      this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      this.#changed?.();
    }
    forEach(visit: (value: string, key: string, all: SearchParams) => void): void {
      for (const [key, value] of this.#pairs) visit(value, key, this);
    }
    keys(): IterableIterator<string> {
      return this.#pairs.map(([key]) => key).values();
    }
    values(): IterableIterator<string> {
      return this.#pairs.map(([, value]) => value).values();
    }
    entries(): IterableIterator<[string, string]> {
      return this.#pairs.map(([key, value]): [string, string] => [key, value]).values();
    }
    [Symbol.iterator](): IterableIterator<[string, string]> {
      return this.entries();
    }
    toString(): string {
      return operations("serialize", JSON.stringify(this.#pairs));
    }
  }

  class Url {
    #parts: Parts;
    #search: SearchParams | undefined;

    constructor(url: unknown, base?: unknown) {
      const parts =
        base === undefined ? operations("parse", String(url)) : operations("parse", String(url), String(base));
      if (parts === "") throw invalid(String(url));
      this.#parts = JSON.parse(parts);
    }
    static canParse(url: unknown, base?: unknown): boolean {
      return (
        (base === undefined ? operations("parse", String(url)) : operations("parse", String(url), String(base))) !== ""
      );
    }
    get origin(): string {
      return this.#parts.origin;
    }
    get searchParams(): SearchParams {
      this.#search ??= SearchParams.of(this.#parts.search, () => {
        this.#set("search", this.#search?.toString() ?? "");
      });
      return this.#search;
    }
    toString(): string {
      return this.#parts.href;
    }
    toJSON(): string {
      return this.#parts.href;
    }
    static part(url: Url, part: Part): string {
      return url.#parts[part];
    }
    static setPart(url: Url, part: Part, value: string): void {
      url.#set(part, value);
      if (part === "search" || part === "href") url.#search = undefined;
    }
    #set(part: Part, value: string): void {
      const parts = operations("set", this.#parts.href, part, value);
      if (parts === "") throw invalid(value);
      this.#parts = JSON.parse(parts);
    }
  }
  const { part: readPart, setPart } = Url;
  Reflect.deleteProperty(Url, "part");
  Reflect.deleteProperty(Url, "setPart");
  for (const part of PARTS) {
    Object.defineProperty(Url.prototype, part, {
      get(this: Url) {
        return readPart(this, part);
      },
      set(this: Url, value: unknown) {
        setPart(this, part, String(value));
      },
      enumerable: true,
      configurable: true,
    });
  }
  Object.defineProperty(Url, "name", { value: "URL" });
  Object.defineProperty(SearchParams, "name", { value: "URLSearchParams" });
  return { URL: Url, URLSearchParams: SearchParams };
}

function pairsOf(init: unknown, operations: UrlOperations): [string, string][] {
  if (typeof init === "object" && init !== null) {
    const entries: readonly (readonly unknown[])[] = isPairs(init) ? [...init] : Object.entries(init);
    return entries.map(([key, value]): [string, string] => [String(key), String(value)]);
  }
  return JSON.parse(operations("query", String(init)));
}

function isPairs(init: object): init is Iterable<readonly unknown[]> {
  return Symbol.iterator in init;
}

/** As Node says it. */
function invalid(input: string): TypeError {
  const error = new TypeError("Invalid URL");
  return Object.assign(error, { code: "ERR_INVALID_URL", input });
}
