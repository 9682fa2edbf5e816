// The jobs that have not begun end with the rest: each looks whether it is still wanted.
import pLimit from "p-limit";

const limit = pLimit(2);

export async function upload(files: readonly string[], cancel: AbortSignal): Promise<void> {
  await Promise.all(files.map((file) => limit(() => fetch(file, { method: "PUT", signal: cancel }))));
  console.log("done");
}
