// `navigator.locks` does what the specification says: Node 20 has no such thing to compare with. Frames and documents have no counterpart here.

import { expect, test } from "vitest";
import { printed, simulate } from "../../support/against-node";
import { LOCK_CASES } from "./clauses";

/** Imports have to come first in a module; the rest goes below the helpers. */
function moduleOf(code: string): string {
  const lines = code.split("\n");
  const imports = lines.filter((line) => line.startsWith("import "));
  return `${imports.join("\n")}
const { locks } = navigator;
const log = (...x) => console.log(...x);
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const held = (name, options = {}) => new Promise((given) => void locks.request(name, options, () => new Promise((release) => given(release))));
${lines.filter((line) => !line.startsWith("import ")).join("\n")}
process.exit(0);`;
}

test.each(LOCK_CASES.map((one) => ({ ...one, title: `${one.clause}: ${one.says}` })))(
  "$title",
  async ({ code, prints, files }) => {
    const trace = await simulate({ "main.mjs": moduleOf(code), ...files });
    expect(printed(trace)).toEqual({ lines: prints, code: 0 });
  },
);
