// The queue is emptied while all of its jobs are waited for: those that had not begun never settle.
import pLimit from "p-limit";

const limit = pLimit(2);

export async function upload(files: readonly string[], cancel: AbortSignal): Promise<void> {
  cancel.addEventListener("abort", () => limit.clearQueue(), { once: true });
  await Promise.all(files.map((file) => limit(() => fetch(file, { method: "PUT" }))));
  console.log("done");
}
