// `fetch` of an address of the simulated machine itself; any other goes where it went before: to an opaque value.

import { isLocal } from "./port";

type Fetch = (input: unknown, init?: unknown) => Promise<unknown>;

/** `http`, `https`: the simulated modules. `outside`: what answers for the rest of the world. */
export function createFetch(http: object, https: object, outside: Fetch): Fetch {
  return (input, init) => {
    const url = addressOf(input);
    if (url === undefined || !isLocal(url.hostname)) return outside(input, init);
    const option = (key: string): unknown => {
      for (const one of [init, input]) {
        const value: unknown = typeof one === "object" && one !== null ? Reflect.get(one, key) : undefined;
        if (value !== undefined) return value;
      }
      return undefined;
    };
    const method = String(option("method") ?? "GET").toUpperCase();
    const headers = Object.fromEntries(pairs(option("headers")));
    const body = option("body");
    const signal = option("signal");
    const module = url.protocol === "https:" ? https : http;
    return new Promise((resolve, reject) => {
      if (signal instanceof AbortSignal && signal.aborted) {
        reject(signal.reason);
        return;
      }
      const request = call(module, "request", url, { method, headers: { accept: "*/*", ...headers } });
      on(request, "error", (cause) => {
        const aborted = signal instanceof AbortSignal && signal.aborted;
        reject(aborted ? signal.reason : new TypeError("fetch failed", { cause }));
      });
      on(request, "response", (answer) => resolve(new LocalResponse(answer, url.href)));
      if (signal instanceof AbortSignal)
        signal.addEventListener("abort", () => void call(request, "destroy", signal.reason));
      if (typeof body === "string" || body instanceof Uint8Array) call(request, "end", body);
      else call(request, "end", ...(body === undefined || body === null ? [] : [String(body)]));
    });
  };
}

class LocalHeaders {
  private readonly all: Map<string, string>;
  constructor(given: Iterable<readonly [string, string]>) {
    this.all = new Map([...given].map(([name, value]) => [name.toLowerCase(), value]));
  }
  get(name: string): string | null {
    return this.all.get(name.toLowerCase()) ?? null;
  }
  has(name: string): boolean {
    return this.all.has(name.toLowerCase());
  }
  forEach(run: (value: string, name: string) => void): void {
    for (const [name, value] of this.all) run(value, name);
  }
  entries(): IterableIterator<[string, string]> {
    return this.all.entries();
  }
  keys(): IterableIterator<string> {
    return this.all.keys();
  }
  values(): IterableIterator<string> {
    return this.all.values();
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.all.entries();
  }
}

class LocalResponse {
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly headers: LocalHeaders;
  readonly redirected = false;
  readonly type = "basic";
  readonly body: unknown;
  bodyUsed = false;

  constructor(
    answer: unknown,
    readonly url: string,
  ) {
    this.status = Number(read(answer, "statusCode"));
    this.statusText = String(read(answer, "statusMessage"));
    this.ok = this.status >= 200 && this.status < 300;
    this.headers = new LocalHeaders(pairs(read(answer, "headers")));
    this.body = answer;
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.bytes();
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  }
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  private bytes(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.bodyUsed) return Promise.reject(new TypeError("Body is unusable: Body has already been read"));
    this.bodyUsed = true;
    return new Promise((resolve, reject) => {
      const chunks: number[] = [];
      on(this.body, "data", (chunk) => {
        if (chunk instanceof Uint8Array) chunks.push(...chunk);
        else chunks.push(...new TextEncoder().encode(String(chunk)));
      });
      on(this.body, "end", () => resolve(Uint8Array.from(chunks)));
      on(this.body, "error", (cause) => reject(new TypeError("terminated", { cause })));
    });
  }
}
Object.defineProperty(LocalResponse, "name", { value: "Response" });
Object.defineProperty(LocalHeaders, "name", { value: "Headers" });

function addressOf(input: unknown): URL | undefined {
  const text = typeof input === "string" || input instanceof URL ? String(input) : read(input, "url");
  if (typeof text !== "string") return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function pairs(headers: unknown): [string, string][] {
  if (typeof headers !== "object" || headers === null) return [];
  const entries: unknown = Reflect.get(headers, "entries");
  const list: unknown[] =
    typeof entries === "function" ? [...Reflect.apply(entries, headers, [])] : Object.entries(headers);
  return list.flatMap((pair) => (Array.isArray(pair) ? [[String(pair[0]), [pair[1]].flat().join(", ")]] : []));
}

function read(target: unknown, key: string): unknown {
  return typeof target === "object" && target !== null ? Reflect.get(target, key) : undefined;
}

function call(target: unknown, method: string, ...args: unknown[]): unknown {
  const found = read(target, method);
  return typeof found === "function" ? Reflect.apply(found, target, args) : undefined;
}

function on(target: unknown, event: string, listener: (value: unknown) => void): void {
  call(target, "on", event, listener);
}
