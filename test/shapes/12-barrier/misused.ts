// More have to come than run at the same time.
import pLimit from "p-limit";
import { Barrier } from "./primitive";

declare function step(at: number): Promise<void>;

export async function all(): Promise<void> {
  const barrier = new Barrier(4);
  const limit = pLimit(2);
  await Promise.all(
    [0, 1, 2, 3].map((at) =>
      limit(async () => {
        await step(at);
        await barrier.arrive();
//            ^^^^^^^^^^^^^^^^ warning[barrier-mismatch]: Not all parties of this barrier can be here at the same time
        await step(at);
      }),
    ),
  );
}
