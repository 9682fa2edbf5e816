// Objects with waiters in them, dropped from the only map in which those who wake them look.

class Stream {
  private readonly frames: string[] = [];
  private readonly readers: ((frame: string | undefined) => void)[] = [];

  write(frame: string): void {
    const reader = this.readers.shift();
    if (reader === undefined) this.frames.push(frame);
    else reader(frame);
  }

  end(): void {
    for (const reader of this.readers.splice(0)) reader(undefined);
  }

  async read(): Promise<string | undefined> {
    const frame = this.frames.shift();
    if (frame !== undefined) return frame;
    return new Promise((resolve) => this.readers.push(resolve));
  }
}

export class Lost {
  private readonly streams = new Map<number, Stream>();

  receive(id: number, frame: string): void {
    this.streams.get(id)?.write(frame);
  }

  async fetch(id: number, limit: number): Promise<string | undefined> {
    const stream = new Stream();
    this.streams.set(id, stream);
    const timer = setTimeout(() => this.forget(id), limit);
    const frame = await stream.read();
    clearTimeout(timer);
    return frame;
  }

  private forget(id: number): void {
    this.streams.delete(id);
//  ^^^^^^^^^^^^^^^^^^^^^^^ warning: Lost.forget takes it out of `this.streams`, where alone it is found by those who wake Lost.fetch (line 35)
  }

  close(): void {
    this.streams.clear();
//  ^^^^^^^^^^^^^^^^^^^^ warning: Lost.close takes it out of `this.streams`
  }
}

export class Ended {
  private readonly streams = new Map<number, Stream>();

  receive(id: number, frame: string): void {
    this.streams.get(id)?.write(frame);
  }

  async fetch(id: number, limit: number): Promise<string | undefined> {
    const stream = new Stream();
    this.streams.set(id, stream);
    const timer = setTimeout(() => this.forget(id), limit);
    const frame = await stream.read();
    clearTimeout(timer);
    return frame;
  }

  private forget(id: number): void {
    this.streams.get(id)?.end();
    this.streams.delete(id);
  }

  close(): void {
    for (const stream of this.streams.values()) stream.end();
    this.streams.clear();
  }
}

/** Whoever has read it drops it. */
export class Tidy {
  private readonly streams = new Map<number, Stream>();

  receive(id: number, frame: string): void {
    this.streams.get(id)?.write(frame);
  }

  async fetch(id: number): Promise<string | undefined> {
    const stream = new Stream();
    this.streams.set(id, stream);
    try {
      return await stream.read();
    } finally {
      this.forget(id);
    }
  }

  private forget(id: number): void {
    this.streams.delete(id);
  }
}
