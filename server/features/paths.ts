// Between file addresses (URIs) and absolute paths with `/`, which everything behind the language server speaks.

import { fileURLToPath, pathToFileURL } from "node:url";

/** `undefined` for what is not a file on the disk: untitled and virtual documents, malformed addresses. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return normalPath(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}

/** An address as any client reads it. For an open document prefer the address its client gave. */
export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

/** With `/` on every system, and a lower-case drive letter as editors have it. */
export function normalPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}

/** Whether `path` is `root` or lies under it. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`);
}
