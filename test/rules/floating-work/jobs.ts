// Jobs of queues and limiters that only begin their work.
import pLimit from "p-limit";
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 1 });
const limit = pLimit(2);

declare function send(order: string): Promise<void>;
declare function note(order: string): void;

export function enqueue(order: string): void {
  void queue.add(async () => {
    send(order).catch(console.error);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The job of `queue` ends as soon as `send` has begun
  });
}

export async function limited(orders: readonly string[]): Promise<void> {
  await Promise.all(
    orders.map((order) =>
      limit(() => {
        const text = order.trim();
        send(text);
//      ^^^^^^^^^^ warning: The job of `limit` ends as soon as `send` has begun
      }),
    ),
  );
}

/** They wait, or the work is done at once, or nobody is to wait. */
export async function waited(order: string): Promise<void> {
  await queue.add(() => send(order));
  await queue.add(async () => {
    await send(order).catch(console.error);
  });
  await queue.add(async () => {
    note(order);
  });
  await queue.add(async () => {
    void send(order);
  });
  await queue.add(async () => {
    await send(order);
    send(order).catch(console.error);
  });
}
