// `node:http` and `node:https` on the simulated network: servers, requests and answers as streams. After Node's lib/_http_*.js.

import { Readable, Writable } from "node:stream";
import { type Frame, type Headers, isLocal, type Line, type Network, socketError } from "./port";
import { isCallable, ListeningServer } from "./server";

const STATUS_CODES: Readonly<Record<number, string>> = {
  100: "Continue",
  101: "Switching Protocols",
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  206: "Partial Content",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  412: "Precondition Failed",
  413: "Payload Too Large",
  415: "Unsupported Media Type",
  418: "I'm a Teapot",
  422: "Unprocessable Entity",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};
const METHODS =
  "ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK MERGE MKCOL MOVE OPTIONS PATCH POST PROPFIND PUT TRACE".split(
    " ",
  );

/** `secure`: the module is `https`. */
export function createHttp(network: Network, secure: boolean): object {
  const scheme = secure ? "https:" : "http:";

  class IncomingMessage extends Readable {
    method: string | undefined;
    url: string | undefined;
    statusCode: number | undefined;
    statusMessage: string | undefined;
    headers: Headers = {};
    readonly httpVersion = "1.1";
    readonly httpVersionMajor = 1;
    readonly httpVersionMinor = 1;
    readonly trailers = {};
    complete = false;
    aborted = false;
    readonly socket: object;
    readonly connection: object;

    constructor(socket: object) {
      super();
      this.socket = socket;
      this.connection = socket;
    }
    get rawHeaders(): string[] {
      return Object.entries(this.headers).flatMap(([name, value]) => [value].flat().flatMap((one) => [name, one]));
    }
    setTimeout(): this {
      return this;
    }
    override _read(): void {}
    receive(frame: Frame): void {
      if (frame.kind === "data") this.push(typeof frame.chunk === "string" ? frame.chunk : Buffer.from(frame.chunk));
      if (frame.kind === "end") {
        this.complete = true;
        this.push(null);
      }
    }
    lost(): void {
      if (this.complete || this.destroyed) return;
      this.aborted = true;
      this.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    }
  }

  abstract class OutgoingMessage extends Writable {
    headersSent = false;
    sendDate = true;
    protected line: Line | undefined;
    private readonly fields = new Map<string, { readonly name: string; readonly value: string | string[] }>();

    constructor() {
      // It ends when the answer does, not when it has been written.
      super({ autoDestroy: false });
    }

    protected abstract head(): Frame;

    setHeader(name: string, value: unknown): this {
      if (this.headersSent)
        throw Object.assign(new Error("Cannot set headers after they are sent to the client"), {
          code: "ERR_HTTP_HEADERS_SENT",
        });
      this.fields.set(name.toLowerCase(), { name, value: Array.isArray(value) ? value.map(String) : String(value) });
      return this;
    }
    appendHeader(name: string, value: string | string[]): this {
      const before = this.getHeader(name);
      return this.setHeader(name, before === undefined ? value : [before, value].flat());
    }
    setHeaders(headers: Iterable<readonly [string, string]>): this {
      for (const [name, value] of headers) this.setHeader(name, value);
      return this;
    }
    getHeader(name: string): string | string[] | undefined {
      return this.fields.get(name.toLowerCase())?.value;
    }
    getHeaders(): Headers {
      return Object.fromEntries([...this.fields].map(([key, { value }]) => [key, value]));
    }
    getHeaderNames(): string[] {
      return [...this.fields.keys()];
    }
    hasHeader(name: string): boolean {
      return this.fields.has(name.toLowerCase());
    }
    removeHeader(name: string): void {
      this.fields.delete(name.toLowerCase());
    }
    flushHeaders(): void {
      this.begin();
    }
    setTimeout(_milliseconds: number, _callback?: () => void): this {
      return this;
    }
    protected begin(): void {
      if (this.headersSent) return;
      this.headersSent = true;
      this.line?.postMessage(this.head());
    }
    protected whenOpen(run: () => void): void {
      if (this.line === undefined) this.once("il-open", run);
      else run();
    }
    /** With a body that is there at once goes its length, as Node sends it. */
    override end(...given: unknown[]): this {
      const [chunk] = given;
      const body =
        typeof chunk === "string" ? Buffer.byteLength(chunk) : chunk instanceof Uint8Array ? chunk.length : 0;
      const said = this.hasHeader("content-length") || this.hasHeader("transfer-encoding");
      if (!this.headersSent && !said && this.writableLength === 0 && (body > 0 || this.tellsEmptiness()))
        this.setHeader("content-length", body);
      return Reflect.apply(super.end, this, given);
    }
    /** Whether a message without a body says so. */
    protected tellsEmptiness(): boolean {
      return true;
    }
    override _write(chunk: Buffer | string, _encoding: string, done: (error?: Error) => void): void {
      this.whenOpen(() => {
        this.begin();
        this.line?.postMessage({ kind: "data", chunk: typeof chunk === "string" ? chunk : Uint8Array.from(chunk) });
        done();
      });
    }
    override _final(done: (error?: Error) => void): void {
      this.whenOpen(() => {
        this.begin();
        this.line?.postMessage({ kind: "end" });
        done();
      });
    }
  }

  class ServerResponse extends OutgoingMessage {
    statusCode = 200;
    statusMessage = "";
    readonly req: IncomingMessage;
    finished = false;

    constructor(req: IncomingMessage) {
      super();
      this.req = req;
    }
    get socket(): object {
      return this.req.socket;
    }
    get connection(): object {
      return this.req.socket;
    }
    assign(line: Line): void {
      this.line = line;
    }
    writeHead(status: number, ...rest: unknown[]): this {
      if (this.headersSent)
        throw Object.assign(new Error("Cannot write headers after they are sent to the client"), {
          code: "ERR_HTTP_HEADERS_SENT",
        });
      this.statusCode = status;
      for (const one of rest) {
        if (typeof one === "string") this.statusMessage = one;
        else if (typeof one === "object" && one !== null)
          for (const [name, value] of Object.entries(one)) this.setHeader(name, value);
      }
      this.begin();
      return this;
    }
    writeContinue(): void {}
    override end(...given: unknown[]): this {
      this.finished = true;
      return super.end(...given);
    }
    protected head(): Frame {
      const text = this.statusMessage || (STATUS_CODES[this.statusCode] ?? "unknown");
      this.statusMessage = text;
      return { kind: "response", status: this.statusCode, text, headers: this.getHeaders() };
    }
    override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
      this.line?.close();
      done(error);
    }
  }

  class Server extends ListeningServer {
    timeout = 0;
    keepAliveTimeout = 5000;
    headersTimeout = 60_000;
    requestTimeout = 300_000;
    constructor(...given: unknown[]) {
      super(network, secure ? "https server" : "http server");
      const listener = given.find(isCallable);
      if (listener !== undefined) this.on("request", listener);
    }
    setTimeout(): this {
      return this;
    }
    closeAllConnections(): void {
      this.emit("il-close-all");
    }
    closeIdleConnections(): void {}
    protected accept(line: Line): void {
      let request: IncomingMessage | undefined;
      let response: ServerResponse | undefined;
      this.opened(line);
      const socket = socketOf(line);
      const closeAll = (): void => line.close();
      this.once("il-close-all", closeAll);
      line.on("message", (frame) => {
        if (frame.kind !== "request") {
          request?.receive(frame);
          return;
        }
        request = new IncomingMessage(socket);
        Object.assign(request, { method: frame.method, url: frame.url, headers: frame.headers });
        const answer = new ServerResponse(request);
        response = answer;
        answer.assign(line);
        // The client has all of it when the answer has been sent: one request a connection.
        answer.once("finish", () => answer.destroy());
        if (!this.emit("request", request, response)) answer.end();
      });
      line.on("close", () => {
        this.off("il-close-all", closeAll);
        request?.lost();
        if (response !== undefined && !response.writableFinished && !response.destroyed) response.destroy();
        this.ended(line);
      });
    }
  }

  class ClientRequest extends OutgoingMessage {
    readonly method: string;
    readonly path: string;
    readonly host: string;
    readonly protocol = scheme;
    private readonly port: number;
    private answer: IncomingMessage | undefined;
    reusedSocket = false;
    aborted = false;

    constructor(...given: unknown[]) {
      super();
      const { host, port, path, method, headers, signal } = requestOptions(given, secure);
      this.method = method;
      this.path = path;
      this.host = host;
      this.port = port;
      for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
      const standard = port === (secure ? 443 : 80);
      if (!this.hasHeader("host")) this.setHeader("Host", standard ? host : `${host}:${port}`);
      if (!this.hasHeader("connection")) this.setHeader("Connection", "keep-alive");
      const listener = given.find(isCallable);
      if (listener !== undefined) this.once("response", listener);
      if (signal !== undefined) this.watch(signal);
      const what = `${method} ${host}:${port}${path}`;
      network.waits(what);
      if (isLocal(host)) network.connect(port, what, (line) => this.connected(line));
      else {
        network.assume(`Nothing outside is reached: ${what} is answered with an empty 200.`);
        network.later(what, () => this.outside());
      }
    }
    get socket(): object {
      return socketOf(this.line);
    }
    abort(): void {
      this.aborted = true;
      this.destroy();
    }
    setNoDelay(): void {}
    setSocketKeepAlive(): void {}
    override setTimeout(milliseconds: number, callback?: () => void): this {
      if (callback !== undefined) this.once("timeout", callback);
      const timer = setTimeout(() => this.emit("timeout"), milliseconds);
      this.once("response", () => clearTimeout(timer));
      this.once("close", () => clearTimeout(timer));
      return this;
    }
    private watch(signal: AbortSignal): void {
      const stop = (): void => {
        const error = Object.assign(new Error("The operation was aborted"), { code: "ABORT_ERR", name: "AbortError" });
        this.destroy(Object.assign(error, { cause: signal.reason }));
      };
      if (signal.aborted) process.nextTick(stop);
      else signal.addEventListener("abort", stop, { once: true });
    }
    private connected(line: Line | undefined): void {
      if (this.destroyed) {
        line?.close();
        return;
      }
      if (line === undefined) {
        this.destroy(socketError("ECONNREFUSED", "connect", this.host, this.port));
        return;
      }
      this.line = line;
      line.on("message", (frame) => this.heard(frame));
      line.on("close", () => {
        if (this.answer !== undefined) this.answer.lost();
        else if (!this.destroyed) this.destroy(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
        this.destroy();
      });
      this.emit("socket", socketOf(line));
      this.emit("il-open");
    }
    private heard(frame: Frame): void {
      if (frame.kind !== "response") {
        this.answer?.receive(frame);
        return;
      }
      this.answered(frame.status, frame.text, frame.headers);
    }
    private answered(status: number, text: string, headers: Headers): IncomingMessage {
      const answer = new IncomingMessage(socketOf(this.line));
      Object.assign(answer, { statusCode: status, statusMessage: text, headers });
      this.answer = answer;
      answer.once("end", () => process.nextTick(() => this.destroy()));
      if (!this.emit("response", answer)) answer.resume();
      return answer;
    }
    private outside(): void {
      if (this.destroyed) return;
      this.line = { postMessage: () => {}, on: () => {}, close: () => {}, ref: () => {}, unref: () => {} };
      this.emit("il-open");
      this.answered(200, "OK", {}).receive({ kind: "end" });
    }
    protected override tellsEmptiness(): boolean {
      return /^(?:POST|PUT|PATCH)$/.test(this.method);
    }
    protected head(): Frame {
      return { kind: "request", method: this.method, url: this.path, headers: this.getHeaders() };
    }
    override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
      this.line?.close();
      if (error === null && this.answer === undefined && this.line === undefined)
        done(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
      else done(error);
    }
  }

  class Agent {
    readonly options: object;
    readonly maxSockets = Number.POSITIVE_INFINITY;
    constructor(options: object = {}) {
      this.options = options;
    }
    destroy(): void {}
  }
  const request = (...given: unknown[]): ClientRequest => new ClientRequest(...given);
  return {
    METHODS,
    STATUS_CODES,
    Agent,
    globalAgent: new Agent(),
    Server,
    ServerResponse,
    IncomingMessage,
    OutgoingMessage,
    ClientRequest,
    createServer: (...given: unknown[]) => new Server(...given),
    request,
    get(...given: unknown[]) {
      const made = request(...given);
      made.end();
      return made;
    },
    maxHeaderSize: 16_384,
  };
}

function socketOf(line: Line | undefined): object {
  const nothing = (): void => {};
  return {
    remoteAddress: "127.0.0.1",
    remoteFamily: "IPv4",
    encrypted: false,
    destroyed: false,
    readable: true,
    writable: true,
    on: nothing,
    once: nothing,
    off: nothing,
    removeListener: nothing,
    setTimeout: nothing,
    setNoDelay: nothing,
    setKeepAlive: nothing,
    unref: nothing,
    ref: nothing,
    destroy: () => line?.close(),
  };
}

function requestOptions(given: readonly unknown[], secure: boolean) {
  const found = (key: string): unknown => {
    for (const one of given.toReversed()) {
      if (typeof one !== "object" || one === null || one instanceof URL) continue;
      const value: unknown = Reflect.get(one, key);
      if (value !== undefined && value !== null) return value;
    }
    return undefined;
  };
  const [first] = given;
  const url = typeof first === "string" ? new URL(first) : first instanceof URL ? first : undefined;
  const host = String(found("hostname") ?? found("host") ?? url?.hostname ?? "localhost").replace(/^\[|\]$/g, "");
  const port = Number(found("port") ?? (url?.port || (secure ? 443 : 80)));
  const path = String(found("path") ?? (url === undefined ? "/" : url.pathname + url.search));
  const headers = found("headers");
  const signal = found("signal");
  return {
    host,
    port,
    path,
    method: String(found("method") ?? "GET").toUpperCase(),
    headers: typeof headers === "object" && headers !== null ? headers : {},
    signal: signal instanceof AbortSignal ? signal : undefined,
  };
}
