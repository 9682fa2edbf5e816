// Memory over many edits: an editor is open all day.

import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { repository } from "#test/support/built";

const outfile = join(repository, "dist", "many-edits.test.cjs");

it("a thousand edits leave as much behind as two hundred", async () => {
  await build({
    entryPoints: [join(repository, "test/server/robustness/edit-often.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["ts-morph"],
  });
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", outfile, repository]);
    const { used, lowered }: { used: Readonly<Record<string, number>>; lowered: number } = JSON.parse(stdout);
    expect(lowered).toBeGreaterThanOrEqual(1000);
    expect(Object.keys(used)).toEqual(["200", "600", "1000"]);
    const [early = 0, , late = 0] = Object.values(used);
    // The heap of a compiler breathes; what leaks per edit would add up to more.
    expect(late).toBeLessThan(early * 1.1);
  } finally {
    rmSync(outfile);
  }
}, 300_000);
