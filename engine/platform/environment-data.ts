// `setEnvironmentData` of `node:worker_threads`: values of one thread, copied to the threads that it starts.

import type { Realm } from "./realm";

/** The values that a thread has set or was started with. */
export function environmentData(realm: Realm, threadId: number = realm.threadId): Map<unknown, unknown> {
  const { shared } = realm.world;
  const key = `environment data of thread ${threadId} in process ${realm.process}`;
  let values = shared.get(key);
  if (!(values instanceof Map)) {
    values = new Map<unknown, unknown>();
    shared.set(key, values);
  }
  return values instanceof Map ? values : new Map<unknown, unknown>();
}

/** Gives a new thread what its parent has now. */
export function inheritEnvironmentData(realm: Realm, child: number, copy: (value: unknown) => unknown): void {
  const values = environmentData(realm, child);
  for (const [key, value] of environmentData(realm)) values.set(key, copy(value));
}
