// An RPC client: at its deadline a stream is taken out of the transport's table, and whoever is reading from it is never told.
interface Frame {
  readonly data: string;
  readonly end: boolean;
}

class Stream {
  private readonly frames: Frame[] = [];
  private readonly readers: ((frame: Frame) => void)[] = [];

  constructor(readonly id: number) {}

  write(frame: Frame): void {
    const reader = this.readers.shift();
    if (reader === undefined) this.frames.push(frame);
    else reader(frame);
  }

  async read(): Promise<Frame> {
    const frame = this.frames.shift();
    if (frame !== undefined) return frame;
    return new Promise((resolve) => this.readers.push(resolve));
  }
}

export class Transport {
  private readonly streams = new Map<number, Stream>();
  private next = 1;

  open(): Stream {
    const stream = new Stream(this.next++);
    this.streams.set(stream.id, stream);
    return stream;
  }

  onData(id: number, data: string, end: boolean): void {
    this.streams.get(id)?.write({ data, end });
  }

  closeStream(id: number): void {
    this.streams.delete(id);
  }
}

export async function call(transport: Transport, deadline: number): Promise<string> {
  const stream = transport.open();
  const timer = setTimeout(() => transport.closeStream(stream.id), deadline);
  let text = "";
  for (;;) {
    const frame = await stream.read();
    text += frame.data;
    if (frame.end) break;
  }
  clearTimeout(timer);
  return text;
}
