import { BoundedQueue } from "./bounded-queue";

interface Message {
  readonly text: string;
  readonly tries: number;
}

async function deliver(message: Message): Promise<boolean> {
  return message.text !== "";
}

export class Retrying {
  private readonly input = new BoundedQueue<Message>(16);

  async send(text: string): Promise<void> {
    await this.input.put({ text, tries: 0 });
  }

  async work(): Promise<void> {
    for (;;) {
      const message = await this.input.take();
      if (!(await deliver(message))) await this.input.put({ ...message, tries: message.tries + 1 });
//                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Retrying.work waits here for room in `this.input`
    }
  }
}

/** What is to be tried again waits elsewhere. */
export class Aside {
  private readonly input = new BoundedQueue<Message>(16);
  private readonly again: Message[] = [];

  async send(text: string): Promise<void> {
    await this.input.put({ text, tries: 0 });
  }

  async work(): Promise<void> {
    for (;;) {
      const message = this.again.shift() ?? (await this.input.take());
      if (!(await deliver(message))) this.again.push(message);
    }
  }
}

/** Somebody else takes as well. */
export class Drained {
  private readonly input = new BoundedQueue<Message>(16);

  async send(text: string): Promise<void> {
    await this.input.put({ text, tries: 0 });
  }

  async work(): Promise<void> {
    for (;;) {
      const message = await this.input.take();
      if (!(await deliver(message))) await this.input.put(message);
    }
  }

  async drop(): Promise<void> {
    await this.input.take();
  }
}

/** As many as were taken: a pool of things that are lent. */
export class Lender {
  private readonly free = new BoundedQueue<Message>(2);

  constructor() {
    void this.free.put({ text: "a", tries: 0 });
    void this.free.put({ text: "b", tries: 0 });
  }

  async serve(): Promise<void> {
    for (;;) {
      const lent = await this.free.take();
      await deliver(lent);
      await this.free.put(lent);
    }
  }
}

/** Each page leads to more pages. */
export async function crawl(start: string, linksOf: (url: string) => string[]): Promise<void> {
  const pages = new BoundedQueue<string>(100);
  await pages.put(start);
  for (;;) {
    const url = await pages.take();
    for (const link of linksOf(url)) await pages.put(link);
//                                         ^^^^^^^^^^^^^^^ warning: crawl waits here for room in `pages`
  }
}
