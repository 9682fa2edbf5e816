// What the libraries of the simulated network ask of the machine: ports to listen at, and connections over which values travel.

/** A connection's side: a message port of the machine. */
export interface Line {
  postMessage(value: unknown): void;
  on(event: "message" | "close", listener: (value: Frame) => void): unknown;
  close(): void;
  ref(): void;
  unref(): void;
}

/** What travels: `head` opens a request or an answer. */
export type Frame =
  | { readonly kind: "data"; readonly chunk: Uint8Array | string }
  | { readonly kind: "end" }
  | { readonly kind: "reset" }
  | { readonly kind: "request"; readonly method: string; readonly url: string; readonly headers: Headers }
  | { readonly kind: "response"; readonly status: number; readonly text: string; readonly headers: Headers };

export type Headers = Readonly<Record<string, string | string[]>>;

/** A place where a server listens. */
export interface Place {
  readonly port: number;
  close(): void;
  ref(): void;
  unref(): void;
}

export interface Network {
  listen(port: number, what: string, accept: (line: Line) => void): Place;
  listening(port: number): void;
  connect(port: number, what: string, done: (line?: Line) => void): void;
  later(what: string, done: () => void): void;
  waits(text: string): void;
  assume(message: string): void;
}

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1?\]?|0\.0\.0\.0|)$/i;

/** Whether a host is the simulated machine itself. */
export function isLocal(host: string): boolean {
  return LOCAL.test(host);
}

/** Node's error of a system call on a socket. */
export function socketError(code: string, syscall: string, host: string, port: number): Error {
  const address = host === "localhost" || host === "" ? "127.0.0.1" : host;
  const errno = code === "ECONNREFUSED" ? -111 : code === "ENOTFOUND" ? -3008 : -104;
  const message = code === "ENOTFOUND" ? `getaddrinfo ENOTFOUND ${host}` : `${syscall} ${code} ${address}:${port}`;
  return Object.assign(new Error(message), { errno, code, syscall, address, port });
}
