// `node:net` on the simulated network: servers and sockets of the machine itself. After Node's lib/net.js.

import { Duplex } from "node:stream";
import { isLocal, type Line, type Network, socketError } from "./port";
import { isCallable, ListeningServer } from "./server";

export function createNet(network: Network): object {
  class Socket extends Duplex {
    connecting = false;
    pending = true;
    remotePort: number | undefined;
    readonly remoteAddress = "127.0.0.1";
    readonly remoteFamily = "IPv4";
    readonly localAddress = "127.0.0.1";
    bytesRead = 0;
    bytesWritten = 0;
    private line: Line | undefined;

    constructor(options?: { readonly allowHalfOpen?: boolean }) {
      super({ allowHalfOpen: options?.allowHalfOpen === true, emitClose: false, autoDestroy: true });
    }

    connect(...given: unknown[]): this {
      const { port, host } = target(given);
      const callback = given.findLast(isCallable);
      if (callback !== undefined) this.once("connect", callback);
      this.connecting = true;
      const failed = (code: string): void => {
        this.connecting = false;
        this.destroy(socketError(code, "connect", host, port));
      };
      if (!isLocal(host)) {
        network.assume(`Nothing outside is reached: a socket to ${host}:${port} is refused.`);
        network.later(`connecting to ${host}:${port}`, () => failed("ECONNREFUSED"));
        return this;
      }
      network.connect(port, `socket of port ${port}`, (line) => {
        if (line === undefined) return failed("ECONNREFUSED");
        if (this.destroyed) return line.close();
        this.attach(line);
        this.remotePort = port;
        this.connecting = false;
        this.emit("connect");
        this.emit("ready");
      });
      return this;
    }

    attach(line: Line): void {
      this.line = line;
      this.pending = false;
      line.on("message", (frame) => {
        if (frame.kind === "data") {
          this.bytesRead += frame.chunk.length;
          this.push(typeof frame.chunk === "string" ? frame.chunk : Buffer.from(frame.chunk));
        } else if (frame.kind === "end") this.push(null);
        else if (frame.kind === "reset") this.destroy(socketError("ECONNRESET", "read", "", this.remotePort ?? 0));
      });
      line.on("close", () => {
        if (!this.readableEnded) this.push(null);
        if (!this.destroyed) this.destroy();
      });
      this.emit("il-attached");
    }

    override _read(): void {}

    override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
      if (this.line === undefined) {
        this.once("il-attached", () => this._write(chunk, _encoding, done));
        return;
      }
      this.bytesWritten += chunk.length;
      this.line.postMessage({ kind: "data", chunk: Uint8Array.from(chunk) });
      done();
    }

    override _final(done: (error?: Error) => void): void {
      if (this.line === undefined && this.connecting) {
        this.once("il-attached", () => this._final(done));
        return;
      }
      this.line?.postMessage({ kind: "end" });
      done();
    }

    override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
      if (error !== null) this.line?.postMessage({ kind: "reset" });
      this.line?.close();
      done(error);
      process.nextTick(() => process.nextTick(() => this.emit("close", error !== null && error !== undefined)));
    }

    address(): object {
      return { address: "127.0.0.1", family: "IPv4", port: this.remotePort ?? 0 };
    }
    ref(): this {
      this.line?.ref();
      return this;
    }
    unref(): this {
      this.line?.unref();
      return this;
    }
    setNoDelay(): this {
      return this;
    }
    setKeepAlive(): this {
      return this;
    }
    setTimeout(): this {
      return this;
    }
    destroySoon(): void {
      if (this.writable) this.end();
      if (this.writableFinished) this.destroy();
      else this.once("finish", () => this.destroy());
    }
  }

  class Server extends ListeningServer {
    private readonly halfOpen: boolean;
    constructor(...given: unknown[]) {
      super(network, "server");
      const options = given.find((one) => typeof one === "object" && one !== null) ?? {};
      this.halfOpen = Reflect.get(options, "allowHalfOpen") === true;
      const listener = given.find(isCallable);
      if (listener !== undefined) this.on("connection", listener);
    }
    protected accept(line: Line): void {
      const socket = new Socket({ allowHalfOpen: this.halfOpen });
      socket.attach(line);
      this.opened(socket);
      socket.once("close", () => this.ended(socket));
      this.emit("connection", socket);
    }
  }

  const connect = (...given: unknown[]): Socket => new Socket().connect(...given);
  const createServer = (...given: unknown[]): Server => new Server(...given);
  const isIP = (text: unknown): number =>
    /^\d+(\.\d+){3}$/.test(String(text)) ? 4 : String(text).includes(":") ? 6 : 0;
  return {
    Socket,
    Stream: Socket,
    Server,
    connect,
    createConnection: connect,
    createServer,
    isIP,
    isIPv4: (text: unknown) => isIP(text) === 4,
    isIPv6: (text: unknown) => isIP(text) === 6,
  };
}

function target(given: readonly unknown[]): { readonly port: number; readonly host: string } {
  const [first, second] = given;
  if (typeof first === "object" && first !== null)
    return { port: Number(Reflect.get(first, "port")), host: String(Reflect.get(first, "host") ?? "localhost") };
  return { port: Number(first), host: typeof second === "string" ? second : "localhost" };
}
