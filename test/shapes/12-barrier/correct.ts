// As many run at once as it counts.
import pLimit from "p-limit";
import { Barrier } from "./primitive";

declare function step(at: number): Promise<void>;

export async function all(): Promise<void> {
  const barrier = new Barrier(4);
  const limit = pLimit(4);
  await Promise.all(
    [0, 1, 2, 3].map((at) =>
      limit(async () => {
        await step(at);
        await barrier.arrive();
        await step(at);
      }),
    ),
  );
}
