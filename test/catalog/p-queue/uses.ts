import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 1 });
const free = new PQueue();

export class Mailer {
  private readonly outbox = new PQueue({ concurrency: 1 });

  async send(): Promise<void> {
    await this.outbox.add(() => this.retry());
//                              ^^^^^^^^^^^^ error[nested-slot]: this call waits in Mailer.retry for another
  }

  private async retry(): Promise<void> {
    await this.outbox.add(async () => {});
  }
}

export async function nested(): Promise<void> {
  await queue.add(async () => {
    await queue.add(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `queue` is already held here
  });
}

export async function unbounded(): Promise<void> {
  await free.add(async () => {
    await free.add(async () => {});
  });
}

export async function started(): Promise<void> {
  await queue.add(async () => {
    void queue.add(async () => {});
  });
  await queue.onIdle();
}

export async function withSignal(signal: AbortSignal): Promise<void> {
  await queue.add(async () => {
    await queue.add(async () => {}, { signal });
  });
}
