// `fs.createReadStream` and `fs.createWriteStream` over the simulated machine's own files. After Node's lib/internal/fs/streams.js.
// Bundled with the programs that ask for one of them.

import { finished, Readable, Writable } from "node:stream";

type Failure = Error | null | undefined;
type Done = (error?: Failure) => void;

/** Of the simulated `fs`, what the streams need. */
interface FileCalls {
  open(path: unknown, flags: string, mode: number, done: (error: Failure, descriptor: number) => void): void;
  read(
    descriptor: number,
    into: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
    done: (error: Failure, count: number) => void,
  ): void;
  write(
    descriptor: number,
    from: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
    done: Done,
  ): void;
  close(descriptor: number, done: Done): void;
}

interface StreamOptions {
  readonly flags?: string;
  readonly mode?: number;
  readonly fd?: number | { readonly fd: number };
  readonly autoClose?: boolean;
  readonly emitClose?: boolean;
  readonly start?: number;
  readonly end?: number;
  readonly highWaterMark?: number;
  readonly encoding?: BufferEncoding;
  readonly signal?: AbortSignal;
}

const READ_AHEAD = 64 * 1024;
const WRITE_BEHIND = 16 * 1024;

export function createFileStreams(fs: FileCalls): object {
  class ReadStream extends Readable {
    readonly path: unknown;
    readonly flags: string;
    fd: number | null;
    bytesRead = 0;
    private at: number | undefined;
    private readonly last: number;
    private readonly io = inFlight();

    constructor(path: unknown, given?: StreamOptions | string) {
      const options = read(given);
      super({
        highWaterMark: options.highWaterMark ?? READ_AHEAD,
        autoDestroy: options.autoClose !== false,
        ...common(options),
      });
      this.path = pathOf(path);
      this.flags = options.flags ?? "r";
      this.fd = descriptorOf(options.fd);
      checkPlace("start", options.start);
      checkPlace("end", options.end === Number.POSITIVE_INFINITY ? undefined : options.end);
      this.last = options.end ?? Number.POSITIVE_INFINITY;
      if (options.start !== undefined && options.start > this.last) {
        throw outOfRange("start", `<= "end" (here: ${this.last})`, options.start);
      }
      this.at = options.start;
      if (options.encoding !== undefined) this.setEncoding(options.encoding);
    }
    get pending(): boolean {
      return this.fd === null;
    }
    override _construct(done: Done): void {
      opened(this, fs, this.path, this.flags, done);
    }
    override _read(wanted: number): void {
      const count = Math.min(this.last - (this.at ?? this.bytesRead) + 1, wanted);
      if (count <= 0 || this.fd === null) {
        this.push(null);
        return;
      }
      const into = Buffer.alloc(count);
      const done = this.io.begin();
      fs.read(this.fd, into, 0, count, this.at ?? null, (error, got) => {
        if (done(this.destroyed, error)) return;
        if (error) {
          this.destroy(error);
          return;
        }
        if (this.at !== undefined) this.at += got;
        this.bytesRead += got;
        this.push(got === 0 ? null : into.subarray(0, got));
      });
    }
    override _destroy(error: Error | null, done: Done): void {
      this.io.whenIdle((later) => closed(this, fs, error ?? later, done));
    }
    close(done?: unknown): void {
      if (isDone(done)) finished(this, done);
      this.destroy();
    }
  }

  class WriteStream extends Writable {
    readonly path: unknown;
    readonly flags: string;
    fd: number | null;
    bytesWritten = 0;
    private at: number | undefined;
    private readonly io = inFlight();
    private readonly closes: boolean;

    constructor(path: unknown, given?: StreamOptions | string) {
      const options = read(given);
      super({
        highWaterMark: options.highWaterMark ?? WRITE_BEHIND,
        autoDestroy: options.autoClose !== false,
        ...common(options),
      });
      this.path = pathOf(path);
      this.flags = options.flags ?? "w";
      this.fd = descriptorOf(options.fd);
      this.closes = options.autoClose !== false;
      checkPlace("start", options.start);
      this.at = options.start;
      if (options.encoding !== undefined) this.setDefaultEncoding(options.encoding);
    }
    get pending(): boolean {
      return this.fd === null;
    }
    override _construct(done: Done): void {
      opened(this, fs, this.path, this.flags, done);
    }
    override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
      this.put(chunk, done);
    }
    override _writev(chunks: { chunk: Uint8Array; encoding: BufferEncoding }[], done: Done): void {
      this.put(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
    }
    private put(chunk: Uint8Array, done: Done): void {
      const over = this.io.begin();
      fs.write(this.fd ?? -1, chunk, 0, chunk.length, this.at ?? null, (error) => {
        if (!error) this.bytesWritten += chunk.length;
        const late = over(this.destroyed, error, () => done(error));
        if (!late) done(error);
      });
      if (this.at !== undefined) this.at += chunk.length;
    }
    override _destroy(error: Error | null, done: Done): void {
      this.io.whenIdle((later) => closed(this, fs, error ?? later, done));
    }
    close(done?: unknown): void {
      if (isDone(done)) {
        if (this.closed) {
          process.nextTick(done);
          return;
        }
        this.on("close", done);
      }
      if (!this.closes) this.on("finish", () => this.destroy());
      this.end();
    }
  }

  return {
    ReadStream,
    WriteStream,
    FileReadStream: ReadStream,
    FileWriteStream: WriteStream,
    createReadStream: (path: unknown, options?: StreamOptions | string) => new ReadStream(path, options),
    createWriteStream: (path: unknown, options?: StreamOptions | string) => new WriteStream(path, options),
  };
}

/** A call on a descriptor that is under way keeps it from being closed. */
function inFlight() {
  let busy = false;
  let waiting: ((error: Failure) => void) | undefined;
  return {
    /** The function that it gives says that the call is over; true where the stream is destroyed by then. */
    begin() {
      busy = true;
      return (destroyed: boolean, error: Failure, first?: () => void): boolean => {
        busy = false;
        if (!destroyed) return false;
        first?.();
        waiting?.(error);
        return true;
      };
    },
    whenIdle(run: (error: Failure) => void): void {
      if (busy) waiting = run;
      else run(undefined);
    },
  };
}

type FileStream = (Readable | Writable) & { fd: number | null };

function opened(stream: FileStream, fs: FileCalls, path: unknown, flags: string, done: Done): void {
  if (stream.fd !== null) {
    done();
    return;
  }
  fs.open(path, flags, 0o666, (error, descriptor) => {
    if (error) {
      done(error);
      return;
    }
    stream.fd = descriptor;
    done();
    stream.emit("open", descriptor);
    stream.emit("ready");
  });
}

function closed(stream: FileStream, fs: FileCalls, error: Failure, done: Done): void {
  const { fd } = stream;
  if (fd === null) {
    done(error);
    return;
  }
  stream.fd = null;
  fs.close(fd, (failed) => done(failed ?? error));
}

function common({ emitClose, signal }: StreamOptions) {
  return { emitClose: emitClose !== false, ...(signal === undefined ? {} : { signal }) };
}

function read(given: StreamOptions | string | undefined): StreamOptions {
  if (typeof given !== "string") return given ?? {};
  return Buffer.isEncoding(given) ? { encoding: given } : {};
}

function descriptorOf(fd: StreamOptions["fd"]): number | null {
  return typeof fd === "object" && fd !== null ? fd.fd : (fd ?? null);
}

function pathOf(path: unknown): unknown {
  return path instanceof URL ? decodeURIComponent(path.pathname) : path;
}

function isDone(value: unknown): value is () => void {
  return typeof value === "function";
}

function checkPlace(name: string, value: number | undefined): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < 0) {
    throw outOfRange(name, `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, value);
  }
}

function outOfRange(name: string, must: string, value: number): RangeError {
  const message = `The value of "${name}" is out of range. It must be ${must}. Received ${value}`;
  return Object.assign(new RangeError(message), { code: "ERR_OUT_OF_RANGE" });
}
