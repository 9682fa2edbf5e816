// Paths of the disk and of the simulated machine, whose workspace is `/workspace`, so that no real path gets into a program.

import { pathToFileURL } from "node:url";

export const VIRTUAL_ROOT = "/workspace";

/** With `/`, whatever the system's separator. */
export function normalPath(path: string): string {
  return path.replace(/\\/g, "/");
}

/** Path relative to `root`; `undefined` outside of it. */
export function relativeTo(root: string, path: string): string | undefined {
  const base = root.endsWith("/") ? root : `${root}/`;
  return path.startsWith(base) ? path.slice(base.length) : undefined;
}

/** Whether a file is the user's own: under the root, and not an installed package. */
export function isUserFile(root: string, path: string): boolean {
  const relative = relativeTo(root, path);
  return relative !== undefined && !/(^|\/)node_modules\//.test(relative);
}

export function virtualPath(root: string, path: string): string {
  const relative = relativeTo(root, path);
  if (relative !== undefined) return `${VIRTUAL_ROOT}/${relative}`;
  const installed = path.lastIndexOf("/node_modules/");
  if (installed >= 0) return `${VIRTUAL_ROOT}${path.slice(installed)}`;
  return `${VIRTUAL_ROOT}/.outside/${path.slice(path.lastIndexOf("/") + 1)}`;
}

export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0)) || "/";
}

export function fileUri(path: string): string {
  return pathToFileURL(path).href;
}
