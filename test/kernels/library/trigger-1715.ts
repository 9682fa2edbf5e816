// A run that starts another and waits for it keeps its slot; the other needs one of the same kind.
import pLimit from "p-limit";

const slots = pLimit(10);

interface Run {
  readonly children: readonly Run[];
  work(): Promise<void>;
}

export async function triggerAndWait(run: Run): Promise<void> {
  await slots(async () => {
    await run.work();
    for (const child of run.children) await triggerAndWait(child);
  });
}
