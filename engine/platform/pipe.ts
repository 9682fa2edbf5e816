// Pipes between processes: one side writes text, the other reads it as a Node stream.

import { get, isCallable, isConstructor, isObject } from "../runtime/values";
import { closeEnd, createPair, type PortEnd, portSource, send } from "./message-port";
import type { OutputSink } from "./processes";
import type { Realm } from "./realm";

/** `node:stream`, as far as the platform itself needs it. The program's own bundle brings it along. */
export interface StreamClasses {
  readonly Readable: new (options: object) => object;
  readonly Writable: new (options: object) => object;
  readonly Buffer: object;
}

export interface PipeHost {
  readonly realm: Realm;
  readonly streams: () => StreamClasses | undefined;
}

export interface Reader {
  /** `null` where the program has no streams. */
  readonly stream: object | null;
  /** For the process that writes. */
  readonly sink: OutputSink;
  onClose(run: () => void): void;
}

/** A pipe that this thread reads, for example a child's `stdout`. */
export function createReader(host: PipeHost, name: string): Reader {
  const { realm } = host;
  const [end, writer] = createPair(realm, [name]);
  const stream = readFrom(host, end);
  let writers = 0;
  return {
    stream,
    sink: {
      kind: "pipe",
      write: (from, text) => send(from, writer, text),
      retain() {
        writers++;
      },
      close(from) {
        if (--writers === 0) closeEnd(from, writer);
      },
    },
    onClose(run) {
      const on = stream === null ? undefined : get(stream, "on");
      if (isCallable(on)) on.call(stream, "close", run);
    },
  };
}

/** Makes a stream of what arrives at an end; it asks for more as its buffer empties. */
export function readFrom(host: PipeHost, end: PortEnd): object | null {
  const { realm } = host;
  const streams = host.streams();
  if (streams === undefined) {
    realm.limit("a pipe is not simulated in a program without `node:stream`");
    return null;
  }
  let wanted = false;
  const source = portSource(end);
  const handle = {
    what: () => `reading ${realm.world.resources.name(end.resource)}`,
    site: realm.site,
    referenced: () => wanted && !end.closed,
  };
  const leave = () => {
    realm.loop.removeSource(source);
    realm.loop.removeHandle(handle);
  };
  const stream = new streams.Readable({
    read() {
      wanted = true;
      realm.wake();
    },
    destroy(error: unknown, done: unknown) {
      leave();
      if (isCallable(done)) done.call(undefined, error);
    },
  });
  const push = (chunk: unknown): boolean => {
    const method = get(stream, "push");
    return isCallable(method) && method.call(stream, chunk) === true;
  };
  end.receiver = {
    realm,
    started: () => wanted,
    deliver(value) {
      if (!push(bytes(streams.Buffer, value))) wanted = false;
    },
    closed() {
      end.closed = true;
      leave();
      push(null);
    },
  };
  realm.loop.addSource(source);
  realm.loop.addHandle(handle);
  return stream;
}

/** A stream of what is there before the run: standard input. `undefined` in a program without streams. */
export function readGiven({ realm, streams }: PipeHost, name: string, content: string): object | undefined {
  const classes = streams();
  if (classes === undefined) return undefined;
  let begun = false;
  const stream = new classes.Readable({
    read() {
      if (begun) return;
      begun = true;
      realm.completeLater(realm.world.input.machine.ioLatency, `reading ${name}`, () => {
        const push = get(stream, "push");
        if (!isCallable(push)) return;
        if (content !== "") push.call(stream, bytes(classes.Buffer, content));
        push.call(stream, null);
      });
    },
  });
  return stream;
}

export interface Writer {
  readonly stream: object | null;
  /** For the process that reads. */
  readonly end: PortEnd;
  destroy(): void;
}

/** A pipe that this thread writes, for example a child's `stdin`. */
export function createWriter(host: PipeHost, name: string): Writer {
  const { realm } = host;
  const [reader, end] = createPair(realm, [name]);
  const streams = host.streams();
  const stream =
    streams === undefined
      ? null
      : new streams.Writable({
          decodeStrings: false,
          write(chunk: unknown, _encoding: unknown, done: unknown) {
            send(realm, end, String(chunk));
            if (isCallable(done)) done.call(undefined);
          },
          final(done: unknown) {
            closeEnd(realm, end);
            if (isCallable(done)) done.call(undefined);
          },
          destroy(error: unknown, done: unknown) {
            closeEnd(realm, end);
            if (isCallable(done)) done.call(undefined, error);
          },
        });
  return {
    stream,
    end: reader,
    destroy() {
      const method = stream === null ? undefined : get(stream, "destroy");
      if (isCallable(method)) method.call(stream);
    },
  };
}

/** The classes among a module's exports; `undefined` where it is no `node:stream`. */
export function streamClasses(module: unknown, Buffer: object): StreamClasses | undefined {
  if (!isObject(module)) return undefined;
  const [Readable, Writable] = [get(module, "Readable"), get(module, "Writable")];
  return isConstructor(Readable) && isConstructor(Writable) ? { Readable, Writable, Buffer } : undefined;
}

function bytes(Buffer: object, value: unknown): unknown {
  const from = get(Buffer, "from");
  return isCallable(from) ? from.call(Buffer, value) : value;
}
