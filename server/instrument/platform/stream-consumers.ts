// `node:stream/consumers`: all that a stream gives, as one value. After Node's lib/stream/consumers.js. Bundled with the programs that ask
// for it.

type Chunks = AsyncIterable<unknown> | Iterable<unknown>;

async function bytes(stream: Chunks): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : toBuffer(chunk));
  return Buffer.concat(chunks);
}

async function text(stream: Chunks): Promise<string> {
  const decoder = new TextDecoder();
  let result = "";
  for await (const chunk of stream) {
    result += typeof chunk === "string" ? chunk : decoder.decode(toBuffer(chunk), { stream: true });
  }
  return result + decoder.decode();
}

async function json(stream: Chunks): Promise<unknown> {
  return JSON.parse(await text(stream));
}

async function arrayBuffer(stream: Chunks): Promise<ArrayBufferLike> {
  const all = await bytes(stream);
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.byteLength);
}

async function blob(): Promise<never> {
  throw new Error("`blob` of `node:stream/consumers` is not simulated");
}

function toBuffer(chunk: unknown): Buffer {
  if (ArrayBuffer.isView(chunk)) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return Buffer.from(chunk);
  throw new TypeError("a chunk that is neither text nor bytes");
}

export { arrayBuffer, blob, bytes as buffer, json, text };
