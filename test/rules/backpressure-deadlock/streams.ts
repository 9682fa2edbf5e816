import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import { TransformStream } from "node:stream/web";

export async function writesBeforeReading(chunks: readonly string[]): Promise<Response> {
  const stream = new TransformStream<string, string>();
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) await writer.write(chunk);
//                            ^^^^^^^^^^^^^^^^^^^^^^^^^ error: it is read only afterwards, at line 11
  void writer.close();
  return new Response(stream.readable as never);
}

export async function readyInALoop(chunks: readonly string[]): Promise<string | undefined> {
  const { readable, writable } = new TransformStream<string, string>();
  const writer = writable.getWriter();
  for (const chunk of chunks) {
    await writer.ready;
//  ^^^^^^^^^^^^^^^^^^ warning: keeps nothing back for a reader to come but the first chunk
    void writer.write(chunk);
  }
  const { value } = await readable.getReader().read();
  return value;
}

export async function nobodyReads(chunk: string): Promise<void> {
  const stream = new TransformStream<string, string>();
  const writer = stream.writable.getWriter();
  await writer.write(chunk);
//^^^^^^^^^^^^^^^^^^^^^^^^^ error: nobody reads it
}

export async function readerFirst(chunks: readonly string[]): Promise<void> {
  const stream = new TransformStream<string, string>();
  const reading = stream.readable.getReader().read();
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) await writer.write(chunk);
  await reading;
}

export async function notAwaited(chunks: readonly string[]): Promise<unknown> {
  const stream = new TransformStream<string, string>();
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) void writer.write(chunk);
  return stream.readable.getReader().read();
}

export async function withRoom(chunk: string): Promise<unknown> {
  const stream = new TransformStream<string, string>({}, undefined, { highWaterMark: 4 });
  const writer = stream.writable.getWriter();
  await writer.write(chunk);
  return stream.readable.getReader().read();
}

export async function pipedFirst(chunk: string, to: (stream: ReadableStream<string>) => void): Promise<void> {
  const { readable, writable } = new TransformStream<string, string>();
  to(readable as never);
  const writer = writable.getWriter();
  await writer.write(chunk);
}

export async function drainBeforeReading(chunks: readonly Buffer[]): Promise<Buffer[]> {
  const buffer = new PassThrough();
  for (const chunk of chunks) {
    if (!buffer.write(chunk)) await once(buffer, "drain");
//                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: drainBeforeReading fills `buffer`, and it is read only afterwards, at line 69
  }
  const found: Buffer[] = [];
  for await (const chunk of buffer) found.push(chunk as Buffer);
  return found;
}

export async function drainWhileReading(chunks: readonly Buffer[], to: NodeJS.WritableStream): Promise<void> {
  const buffer = new PassThrough();
  buffer.pipe(to);
  for (const chunk of chunks) {
    if (!buffer.write(chunk)) await once(buffer, "drain");
  }
}

/** The second branch fills up and pauses the source for both. */
export function branches(source: Readable, to: NodeJS.WritableStream): void {
  const copy = new PassThrough();
  source.pipe(to);
  source.pipe(copy);
//^^^^^^^^^^^^^^^^^ warning: branches fills `copy`, and nobody reads it
}

export function branchesRead(source: Readable, to: NodeJS.WritableStream): void {
  const copy = new PassThrough();
  source.pipe(to);
  source.pipe(copy);
  copy.resume();
}

export function handedOut(source: Readable): Readable {
  const copy = new PassThrough();
  source.pipe(copy);
  return copy;
}
