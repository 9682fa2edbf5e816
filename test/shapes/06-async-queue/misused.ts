// Waits for what it puts itself afterwards; puts what it would take itself afterwards.
import { Bounded, Mailbox } from "./primitive";

declare function write(text: string): Promise<void>;

export async function first(): Promise<string> {
  const box = new Mailbox<string>();
  const text = await box.take();
//                   ^^^^^^^^^^ warning[never-notified]: Nobody ends this wait
  box.put("too late");
  return text;
}

export async function all(texts: string[]): Promise<void> {
  const lines = new Bounded<string>(4);
  for (const text of texts) await lines.put(text);
//                                ^^^^^^^^^^^^^^^ warning[backpressure-deadlock]: Possible deadlock
  for (let left = texts.length; left > 0; left--) await write(await lines.take());
}

export class Worker {
  private readonly jobs = new Bounded<string>(4);

  async run(): Promise<void> {
    for (;;) {
      const job = await this.jobs.take();
      await write(job);
      if (job.startsWith("again")) await this.jobs.put(job);
//                                       ^^^^^^^^^^^^^^^^^^ warning[full-queue-self-send]: Possible deadlock
    }
  }

  async add(job: string): Promise<void> {
    await this.jobs.put(job);
  }
}
