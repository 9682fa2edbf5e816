// The catalog's registry: one line a library.

import { asyncMutex } from "./async-mutex";
import type { LibraryEntry } from "./schema";
import { webLocks } from "./web-locks";

export const CATALOG: readonly LibraryEntry[] = [asyncMutex, webLocks];
