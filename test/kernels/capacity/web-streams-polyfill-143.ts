// All chunks are written before the response that reads them is made.
export async function respond(chunks: readonly Uint8Array[]): Promise<Response> {
  const stream = new TransformStream<Uint8Array, Uint8Array>();
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) {
    await writer.ready;
    void writer.write(chunk);
  }
  void writer.close();
  return new Response(stream.readable);
}
