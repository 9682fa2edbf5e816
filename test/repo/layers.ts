// The allow-lists of layers.test.ts: pairs of folders, and the folders that may know a library. Data only.

/** `[from -> to, why]`, for files inside and across the top folders. A file directly in a top folder stands for itself. */
export const ALLOWED: readonly (readonly [pair: string, why: string])[] = [];

/** Library to the path prefixes that may import it. */
export const LIBRARIES: Readonly<Record<string, readonly string[]>> = {};
