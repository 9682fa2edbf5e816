// The catalog's registry: one line a library.

import { asyncLock } from "./async-lock";
import { asyncMutex } from "./async-mutex";
import { asyncSema } from "./async-sema";
import { awaitSemaphore } from "./await-semaphore";
import { pLimit } from "./p-limit";
import { pMap } from "./p-map";
import { pQueue } from "./p-queue";
import type { LibraryEntry } from "./schema";
import { webLocks } from "./web-locks";

export const CATALOG: readonly LibraryEntry[] = [
  asyncLock,
  asyncMutex,
  asyncSema,
  awaitSemaphore,
  pLimit,
  pMap,
  pQueue,
  webLocks,
];
