// The response is there before the first chunk is waited for.
export async function respond(chunks: readonly Uint8Array[]): Promise<Response> {
  const stream = new TransformStream<Uint8Array, Uint8Array>();
  const response = new Response(stream.readable);
  void fill(stream.writable, chunks);
  return response;
}

async function fill(writable: WritableStream<Uint8Array>, chunks: readonly Uint8Array[]): Promise<void> {
  const writer = writable.getWriter();
  for (const chunk of chunks) {
    await writer.ready;
    void writer.write(chunk);
  }
  await writer.close();
}
