// What `net.Server` and `http.Server` have in common: listening, connections, closing. After Node's lib/net.js.

import { EventEmitter } from "node:events";
import type { Line, Network, Place } from "./port";

export abstract class ListeningServer extends EventEmitter {
  listening = false;
  private place: Place | undefined;
  private host = "::";
  private connections = new Set<object>();
  private closing = false;

  constructor(
    private readonly network: Network,
    private readonly kind: string,
  ) {
    super();
  }

  protected abstract accept(line: Line): void;

  listen(...given: unknown[]): this {
    const { port, host, callback } = listenArguments(given);
    if (this.place !== undefined)
      throw Object.assign(new Error("Listen method has been called more than once without closing."), {
        code: "ERR_SERVER_ALREADY_LISTEN",
      });
    if (callback !== undefined) this.once("listening", callback);
    const start = (): void => {
      try {
        this.place = this.network.listen(port, this.kind, (line) => this.accept(line));
      } catch (error) {
        process.nextTick(() => this.emit("error", error));
        return;
      }
      this.host = host ?? "::";
      this.listening = true;
      process.nextTick(() => {
        if (this.place === undefined) return;
        this.network.listening(this.place.port);
        this.emit("listening");
      });
    };
    if (host === undefined) start();
    else if (/^[\d.:]+$/.test(host)) process.nextTick(start);
    else this.network.later(`looking up ${host}`, start);
    return this;
  }

  address(): { address: string; family: string; port: number } | null {
    if (this.place === undefined) return null;
    const address = this.host === "localhost" ? "127.0.0.1" : this.host;
    return { address, family: address.includes(":") ? "IPv6" : "IPv4", port: this.place.port };
  }

  close(callback?: (error?: Error) => void): this {
    if (callback !== undefined) {
      if (this.place === undefined) {
        this.once("close", () =>
          callback(Object.assign(new Error("Server is not running."), { code: "ERR_SERVER_NOT_RUNNING" })),
        );
      } else this.once("close", callback);
    }
    this.place?.close();
    this.place = undefined;
    this.listening = false;
    this.closing = true;
    this.closeWhenIdle();
    return this;
  }

  getConnections(callback: (error: undefined, count: number) => void): this {
    process.nextTick(() => callback(undefined, this.connections.size));
    return this;
  }

  ref(): this {
    this.place?.ref();
    return this;
  }

  unref(): this {
    this.place?.unref();
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return new Promise((resolve) => {
      this.close(() => resolve());
    });
  }

  protected opened(connection: object): void {
    this.connections.add(connection);
  }

  protected ended(connection: object): void {
    if (this.connections.delete(connection)) this.closeWhenIdle();
  }

  private closeWhenIdle(): void {
    if (!this.closing || this.connections.size > 0) return;
    this.closing = false;
    process.nextTick(() => this.emit("close"));
  }
}

function listenArguments(given: readonly unknown[]): {
  readonly port: number;
  readonly host: string | undefined;
  readonly callback: (() => void) | undefined;
} {
  const last = given.at(-1);
  const callback = isCallable(last) ? () => void last() : undefined;
  const [first, second] = given;
  if (typeof first === "object" && first !== null) {
    const host: unknown = Reflect.get(first, "host");
    return { port: portOf(Reflect.get(first, "port")), host: typeof host === "string" ? host : undefined, callback };
  }
  return { port: portOf(first), host: typeof second === "string" ? second : undefined, callback };
}

/** A path of a Unix socket is a port of its own. */
function portOf(given: unknown): number {
  if (given === undefined || given === null || isCallable(given)) return 0;
  const port = Number(given);
  if (Number.isNaN(port))
    return 100_000 + [...String(given)].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 1e6, 0);
  if (port < 0 || port > 65_535 || !Number.isInteger(port))
    throw Object.assign(new RangeError(`options.port should be >= 0 and < 65536. Received type number (${port}).`), {
      code: "ERR_SOCKET_BAD_PORT",
    });
  return port;
}

export function isCallable(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === "function";
}
