// The table of fidelity programs: one file each, with what it needs said in comments at its top.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const PROGRAMS = join(__dirname, "programs");

export interface FidelityProgram {
  /** Path relative to `PROGRAMS`. */
  readonly file: string;
  /** `// needs node 22`: the oldest major version of Node that has what the program uses; the oldest supported where absent. */
  readonly node: number;
}

/** Every program; files named `*.worker.*` and `*.part.*` belong to another. */
export function fidelityPrograms(): readonly FidelityProgram[] {
  return readdirSync(PROGRAMS, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[mc]ts$/.test(file) && !/\.(worker|part)\.[mc]ts$/.test(file))
    .map((file) => file.replaceAll("\\", "/"))
    .sort()
    .map((file) => {
      const needs = /^\/\/ needs node (\d+)$/m.exec(readFileSync(join(PROGRAMS, file), "utf8"));
      return { file, node: Number(needs?.[1] ?? 20) };
    });
}

/** The major version of the Node that runs this. */
export const NODE_MAJOR = Number(process.versions.node.split(".")[0]);
