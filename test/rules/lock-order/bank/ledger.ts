// The ledger: a slow, append-only list of what happened.

import { setTimeout as sleep } from "node:timers/promises";

const entries: string[] = [];

export async function record(entry: string): Promise<void> {
  await sleep(2);
  entries.push(entry);
}
