// A mistake in `interleave.json`, or in a tag, is shown in the editor, at its place, until it is mended.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { builtCli } from "#test/support/built";
import { PULLS, startClient, uriOf } from "./bare-client";

const folder = mkdtempSync(join(tmpdir(), "interleave-own-"));
const file = join(folder, "interleave.json");
let cli: string;

beforeAll(async () => {
  cli = await builtCli();
  writeFileSync(join(folder, "tsconfig.json"), "{}");
  writeFileSync(join(folder, "main.ts"), "/** @interleave muttex */\nexport class Gate {}\n");
  writeFileSync(file, `{ "catalog": [{ "module": "m", "tpyes": [] }] }`);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("is published, and taken back", async () => {
  const client = await startClient({ cli, folders: [folder], capabilities: PULLS });
  try {
    const uri = uriOf(file);
    const said = (of: string) =>
      client.published.get(of)?.diagnostics.map(({ message, range }) => [message, range.start.character]);
    await client.until("the complaint", () => (said(uri)?.length ?? 0) > 0, 50_000);
    expect(said(uri)).toEqual([["catalog.0.tpyes: nothing of this name is known here.", 40]]);
    await client.until("the tag", () => said(uriOf(join(folder, "main.ts")))?.length === 1, 50_000);
    writeFileSync(file, "{}");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
    await client.until("its end", () => said(uri)?.length === 0, 50_000);
  } finally {
    await client.kill();
  }
}, 120_000);
