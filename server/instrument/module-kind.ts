// Whether Node would run a file as an ES module or as CommonJS: the order of its first jobs depends on it.

import type { SourceHost } from "../workspace/source-host";
import type { ModuleShape } from "./file-facts";
import { directoryOf } from "./paths";

/** By extension, then the nearest package.json's `type`, then by syntax that only an ES module has (Node docs, "Packages", determining module system). */
export function moduleKind(path: string, shape: ModuleShape, host: SourceHost): "esm" | "cjs" {
  if (/\.m[jt]sx?$/.test(path)) return "esm";
  if (/\.c[jt]sx?$/.test(path)) return "cjs";
  const type = packageType(path, host);
  if (type === "module") return "esm";
  if (type === "commonjs") return "cjs";
  return shape.topLevelAwait ? "esm" : "cjs";
}

function packageType(path: string, host: SourceHost): string | undefined {
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const text = host.read(`${directory}/package.json`);
    if (text !== undefined) return typeField(text);
    if (directory === "/" || !directory.includes("/")) return undefined;
  }
}

function typeField(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
    return typeof value.type === "string" ? value.type : undefined;
  } catch {
    return undefined;
  }
}
