// Squares numbers, 2 ms each.

import { parentPort } from "node:worker_threads";

parentPort?.on("message", ({ id, number }: { readonly id: number; readonly number: number }) => {
  /** @cost 2000 */
  const result = number * number;
  parentPort?.postMessage({ id, result });
});
