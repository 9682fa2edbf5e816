// The bank through a bare client: diagnostics, lenses and fixes while it is edited, and what the settings do to them.

import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import type { ScenarioResult } from "#protocol/server";
import { builtCli, repository } from "#test/support/built";
import { applied, type BareClient, type BareClientOptions, rangeOf, startClient, uriOf } from "./bare-client";

const bank = join(repository, "examples/bank");
const fixedBank = join(repository, "examples/bank-fixed");
const transfer = join(bank, "transfer.ts");
const audit = join(bank, "audit.ts");

let cli: string;
let client: BareClient | undefined;

beforeAll(async () => {
  cli = await builtCli();
});

afterEach(async () => {
  await client?.kill();
  client = undefined;
});

async function start(options: Partial<BareClientOptions> = {}): Promise<BareClient> {
  client = await startClient({ cli, folders: [bank], ...options });
  return client;
}

/** `line: rule` of each, in order; lines from zero. */
function summary(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ range, code }) => `${range.start.line}: ${code}`);
}

function lineOf(text: string, part: string): number {
  return rangeOf(text, part).start.line;
}

describe("diagnostics", () => {
  it("stand at the acquires of the transfer", async () => {
    const { open, textOf, diagnostics } = await start();
    const uri = await open(transfer);
    const first = lineOf(textOf(uri), "await from.mutex.acquire()");
    const second = lineOf(textOf(uri), "await to.mutex.acquire()");
    expect(summary(await diagnostics(uri))).toEqual([`${first}: unreleased-on-path`, `${second}: lock-order`]);
  });

  it("name rule, document, source, exact place and the other half", async () => {
    const { open, textOf, diagnostics } = await start({ capabilities: related() });
    const uri = await open(transfer);
    const order = (await diagnostics(uri)).find(({ code }) => code === "lock-order");
    expect(order).toMatchObject({
      source: "interleave",
      severity: 2,
      range: rangeOf(textOf(uri), "to.mutex.acquire()"),
      codeDescription: { href: expect.stringMatching(/docs\/rules\/lock-order\.md$/) },
    });
    expect(order?.relatedInformation?.map(({ location }) => location.uri)).toContain(uriOf(audit));
  });

  it("are none for the corrected twin", async () => {
    const { open, diagnostics, pullWorkspace } = await start({ folders: [fixedBank] });
    expect(await diagnostics(await open(join(fixedBank, "transfer.ts")))).toEqual([]);
    expect((await pullWorkspace()).items).toEqual([]);
  });

  it("follow the text, survive a broken one, and come back when it is repaired", async () => {
    const { open, textOf, replace, diagnostics } = await start();
    const uri = await open(transfer);
    const before = summary(await diagnostics(uri));
    await replace(uri, "export async", "\nexport async");
    expect(summary(await diagnostics(uri))).toEqual(
      before.map((entry) => entry.replace(/^\d+/, (line) => String(Number(line) + 1))),
    );
    await replace(uri, "\nexport async", "export async");
    for (const rubbish of [
      "export async function transfer((",
      "export async function transfer(`${",
      "export async function {{{",
    ]) {
      await replace(uri, "export async function transfer(", rubbish);
      await diagnostics(uri);
      await replace(uri, rubbish, "export async function transfer(");
      expect(summary(await diagnostics(uri)), rubbish).toEqual(before);
    }
    expect(textOf(uri)).toContain("export async function transfer(from");
  });
});

describe("code lenses", () => {
  it("stand once above a function, and carry the place", async () => {
    const { open, textOf, lenses } = await start();
    const uri = await open(transfer);
    const found = await lenses(uri);
    const name = rangeOf(textOf(uri), "transfer(");
    expect(found.filter(({ range }) => range.start.line === name.start.line)).toEqual([
      {
        range: { start: name.start, end: { line: name.start.line, character: name.end.character - 1 } },
        command: {
          title: "Simulate scheduling",
          command: "interleave.simulate",
          arguments: [{ uri, position: name.start }],
        },
      },
    ]);
    const lines = found.map(({ range }) => range.start.line);
    expect(new Set(lines).size).toBe(lines.length);
  });
});

describe("quick fixes", () => {
  it.each([
    ["a repair", (title: string) => !title.startsWith("Disable ")],
    ["a silencing comment", (title: string) => title.startsWith("Disable ")],
  ])("with %s, applied, end the finding that they are for, and only it", async (_, wanted) => {
    const { open, textOf, replace, diagnostics, actions } = await start();
    const uri = await open(transfer);
    const all = await diagnostics(uri);
    const finding = all.find(({ code }) => code === "unreleased-on-path");
    if (finding === undefined) throw new Error("no finding");
    const fixes = (await actions(uri, finding.range, [finding])).filter(
      ({ title, diagnostics: about }) => wanted(title) && about?.some(({ code }) => code === "unreleased-on-path"),
    );
    expect(fixes.length).toBeGreaterThan(0);
    for (const fix of fixes) {
      const before = textOf(uri);
      const after = applied(before, fix, uri);
      expect(after).not.toBe(before);
      await replace(uri, before, after);
      const left = (await diagnostics(uri)).map(({ code }) => code);
      expect(left, `${fix.title}\n${after}`).not.toContain("unreleased-on-path");
      expect(left, `${fix.title}\n${after}`).toContain("lock-order");
      await replace(uri, after, before);
    }
  });

  it("are not offered where only refactorings are asked for", async () => {
    const { open, diagnostics, connection } = await start();
    const uri = await open(transfer);
    const [finding] = await diagnostics(uri);
    const actions = await connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: finding?.range,
      context: { diagnostics: [], only: ["refactor"] },
    });
    expect(actions).toEqual([]);
  });
});

describe("interleave/scenario", () => {
  it("makes the program ready, from the unsaved text", async () => {
    const { open, replace, connection } = await start();
    const uri = await open(join(bank, "main.ts"));
    const before = await connection.sendRequest<ScenarioResult>("interleave/scenario", { uri });
    expect(before.scenario?.title).toBeDefined();
    expect(before.scenario?.files.map(({ uri: address }) => address)).toContain(uriOf(transfer));
    await replace(uri, "`total: ", "`sum: ");
    const after = await connection.sendRequest<ScenarioResult>("interleave/scenario", { uri });
    expect(after.scenario?.programHash).not.toBe(before.scenario?.programHash);
    expect(after.scenario?.units.map(({ code }) => code).join()).toContain("sum: ");
  });

  it("says why a program cannot be simulated", async () => {
    const { open, connection } = await start();
    const uri = await open(join(bank, "broken.ts"), "import { from");
    const result = await connection.sendRequest<ScenarioResult>("interleave/scenario", { uri });
    expect(result.scenario).toBeUndefined();
    expect(result.problems.some(({ severity }) => severity === "error")).toBe(true);
  });
});

function related() {
  return { textDocument: { diagnostic: { relatedInformation: true } } };
}
