// A run gives its slot back before it waits for those that it has started.
import pLimit from "p-limit";

const slots = pLimit(10);

interface Run {
  readonly children: readonly Run[];
  work(): Promise<void>;
}

export async function triggerAndWait(run: Run): Promise<void> {
  await slots(() => run.work());
  for (const child of run.children) await triggerAndWait(child);
}
