// Finds the source file behind a path in user code: extensions left out, `.js` written for `.ts`.

import { join } from "node:path";
import type { SourceHost } from "../workspace/source-host";
import { directoryOf, normalPath, VIRTUAL_ROOT } from "./paths";

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
/** What a compiled file may have been called in the source. */
const SOURCE_OF: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".js", ".jsx"],
  ".jsx": [".tsx", ".jsx"],
  ".mjs": [".mts", ".mjs"],
  ".cjs": [".cts", ".cjs"],
};

/** The file that `specifier`, a relative or absolute path or file URL, means in one of `directories`; the first that exists. */
export function resolveSource(specifier: string, directories: readonly string[], host: SourceHost): string | undefined {
  const path = specifier.replace(/^file:\/\//, "").replace(/[?#].*$/, "");
  const bases = path.startsWith(`${VIRTUAL_ROOT}/`)
    ? [host.root + path.slice(VIRTUAL_ROOT.length)]
    : path.startsWith("/")
      ? [path]
      : directories.map((directory) => normalPath(join(directory, path)));
  for (const base of bases) {
    const found = candidates(base).find((candidate) => host.read(candidate) !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Directory of the nearest package.json at or above a file, not above the root. */
export function packageDirectory(path: string, host: SourceHost): string {
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    if (host.exists(`${directory}/package.json`) || directory === host.root || directory === "/") return directory;
  }
}

function candidates(base: string): readonly string[] {
  const dot = base.lastIndexOf(".");
  const extension = dot > base.lastIndexOf("/") ? base.slice(dot) : "";
  const sources = SOURCE_OF[extension];
  if (sources !== undefined) return sources.map((source) => base.slice(0, dot) + source);
  if (EXTENSIONS.includes(extension) || extension === ".json") return [base];
  return [...EXTENSIONS.map((added) => base + added), ...EXTENSIONS.map((added) => `${base}/index${added}`)];
}
