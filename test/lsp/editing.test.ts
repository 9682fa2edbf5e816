// Diagnostics while files are opened, edited and closed, and what settings and folders do to them, through a bare client.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import { builtCli, repository } from "#test/support/built";
import { type BareClient, type BareClientOptions, PULLS, PUSHED, rangeOf, startClient, uriOf } from "./bare-client";

const LOCKS = `import { Mutex } from "async-mutex";
export const a = new Mutex();
export const b = new Mutex();
`;

/** Takes two locks, the second inside the first. */
function nested(name: string, first: string, second: string): string {
  return `import { a, b } from "./locks";
export async function ${name}(): Promise<void> {
  await ${first}.runExclusive(async () => {
    await ${second}.runExclusive(() => 1);
  });
}
`;
}

const scratch = mkdtempSync(join(tmpdir(), "interleave-editing-"));
/** Two files that take the same locks in different orders; the finding stands in `x.ts`. */
const crossed = join(scratch, "crossed");
/** The same in one order. */
const straight = join(scratch, "straight");
const x = join(crossed, "x.ts");
const y = join(crossed, "y.ts");

let cli: string;
let client: BareClient | undefined;

beforeAll(async () => {
  cli = await builtCli();
  symlinkSync(join(repository, "node_modules"), join(scratch, "node_modules"));
  for (const [folder, order] of [
    [crossed, ["b", "a"]],
    [straight, ["a", "b"]],
  ] as const) {
    mkdirSync(folder);
    writeFileSync(join(folder, "tsconfig.json"), "{}");
    writeFileSync(join(folder, "locks.ts"), LOCKS);
    writeFileSync(join(folder, "x.ts"), nested("x", "a", "b"));
    writeFileSync(join(folder, "y.ts"), nested("y", order[0], order[1]));
  }
});
afterAll(() => rmSync(scratch, { recursive: true }));
afterEach(async () => {
  await client?.kill();
  client = undefined;
});

async function start(options: Partial<BareClientOptions> = {}): Promise<BareClient> {
  client = await startClient({ cli, folders: [crossed], ...options });
  return client;
}

function codes(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}

/** Whether the cross is among the findings; asked of whichever of the two files carries it. */
async function isCrossed({ diagnostics }: BareClient, ...uris: readonly string[]): Promise<boolean> {
  const all = await Promise.all(uris.map(diagnostics));
  return codes(all.flat()).includes("lock-order");
}

describe("diagnostics", () => {
  it("of the whole folder come without opening a file, and as `unchanged` the second time", async () => {
    const { pullWorkspace } = await start();
    const { items } = await pullWorkspace();
    expect(items.map(({ kind }) => kind)).toContain("full");
    const again = await pullWorkspace(items.map(({ uri, resultId }) => ({ uri, value: resultId ?? "" })));
    expect(again.items.map(({ uri, kind }) => ({ uri, kind }))).toEqual(
      items.map(({ uri }) => ({ uri, kind: "unchanged" })),
    );
  });

  it("of the whole folder are taken back when they are gone", async () => {
    const { open, replace, pullWorkspace } = await start();
    const { items } = await pullWorkspace();
    const uri = await open(y);
    await replace(uri, "await b.runExclusive", "await a.isLocked(), (async (f: () => Promise<void>) => f())");
    const after = await pullWorkspace(
      items.map(({ uri: address, resultId }) => ({ uri: address, value: resultId ?? "" })),
    );
    expect(after.items).not.toEqual([]);
    for (const item of after.items) expect(item).toMatchObject({ kind: "full", items: [] });
    expect(after.items.map(({ uri: address }) => address)).toEqual(items.map(({ uri: address }) => address));
  });

  it("are `unchanged` where nothing has changed", async () => {
    const { open, pull } = await start();
    const uri = await open(x);
    const first = await pull(uri);
    expect(await pull(uri, first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
  });

  it("of the latest text are the answer, however many edits come before it", async () => {
    const { open, textOf, replace, diagnostics } = await start();
    const uri = await open(x);
    const pulls: Promise<readonly Diagnostic[]>[] = [];
    for (let edit = 0; edit < 20; edit += 1) {
      await replace(uri, "export async", "\nexport async");
      pulls.push(diagnostics(uri));
    }
    const last = (await Promise.all(pulls)).at(-1) ?? [];
    expect(last.map(({ range }) => range.start.line)).toContain(rangeOf(textOf(uri), "await b").start.line);
  });

  it("go when the other file no longer collides, and the client is told to ask again", async () => {
    const capabilities = { ...PULLS, workspace: { diagnostics: { refreshSupport: true } } };
    const started = await start({ capabilities });
    const { open, replace, diagnostics, until, heard } = started;
    const here = await open(x);
    const there = await open(y);
    expect(await isCrossed(started, here, there)).toBe(true);
    await replace(there, "await b.runExclusive", "await a.isLocked(), (async (f: () => Promise<void>) => f())");
    await diagnostics(there);
    await until("the refresh", () => heard.some(({ method }) => method === "workspace/diagnostic/refresh"));
    expect(await isCrossed(started, here, there)).toBe(false);
  });

  it("do not ask for a refresh where an edit changes nothing elsewhere", async () => {
    const capabilities = {
      ...PULLS,
      workspace: { diagnostics: { refreshSupport: true }, codeLens: { refreshSupport: true } },
    };
    const { open, replace, diagnostics, lenses, heard } = await start({ capabilities });
    const here = await open(x);
    const there = await open(y);
    for (const uri of [here, there]) await Promise.all([diagnostics(uri), lenses(uri)]);
    for (let edit = 0; edit < 5; edit += 1) {
      await replace(there, "}\n", "}\n// More.\n");
      await Promise.all([diagnostics(there), lenses(there)]);
    }
    await sleep(300);
    expect(heard.filter(({ method }) => method.endsWith("/refresh"))).toEqual([]);
  });

  it("are what the disk says again after an edited file is closed", async () => {
    const started = await start();
    const { open, replace, close } = started;
    const there = await open(y);
    await replace(there, "await b.runExclusive", "await a.isLocked(), (async (f: () => Promise<void>) => f())");
    const here = await open(x);
    expect(await isCrossed(started, here, there)).toBe(false);
    await close(there);
    expect(await isCrossed(started, here, there)).toBe(true);
  });

  it("follow what changes on the disk", async () => {
    const started = await start();
    const { open, connection } = started;
    const here = await open(x);
    expect(await isCrossed(started, here, uriOf(y))).toBe(true);
    const changed = async (text: string) => {
      writeFileSync(y, text);
      const changes = [{ uri: uriOf(y), type: 2 }];
      await connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
    };
    await changed(nested("y", "a", "b"));
    expect(await isCrossed(started, here, uriOf(y))).toBe(false);
    await changed(nested("y", "b", "a"));
    expect(await isCrossed(started, here, uriOf(y))).toBe(true);
  });
});

describe("code lenses", () => {
  it("are refreshed when another function comes to have one", async () => {
    const capabilities = { ...PULLS, workspace: { codeLens: { refreshSupport: true } } };
    const { open, replace, lenses, until, heard } = await start({ capabilities });
    const uri = await open(x);
    const before = await lenses(uri);
    await replace(
      uri,
      "export async function x",
      `${nested("other", "a", "b").split("\n").slice(1).join("\n")}export async function x`,
    );
    await until("the refresh", () => heard.some(({ method }) => method === "workspace/codeLens/refresh"));
    expect((await lenses(uri)).length).toBe(before.length + 1);
  });
});

describe("a client that does not pull", () => {
  it("is pushed to, with the document's version, and told when they are gone", async () => {
    const { open, replace, until, published } = await start({ capabilities: PUSHED });
    const here = await open(x);
    const there = await open(y);
    const all = () => codes([...published.values()].flatMap(({ diagnostics }) => diagnostics));
    await until("the push", () => all().includes("lock-order"));
    for (const [uri, { version }] of published) if ([here, there].includes(uri)) expect(version).toBe(1);
    await replace(there, "await b.runExclusive", "await a.isLocked(), (async (f: () => Promise<void>) => f())");
    await until("the push after the edit", () => all().length === 0);
    expect(published.size).toBeGreaterThan(0);
  });
});

describe("settings", () => {
  const configuration = { ...PULLS, workspace: { configuration: true } };

  it("switch everything off", async () => {
    const { open, diagnostics, lenses } = await start({
      capabilities: configuration,
      settings: () => ({ enable: false }),
    });
    const uri = await open(x);
    expect(await diagnostics(uri)).toEqual([]);
    expect(await lenses(uri)).toEqual([]);
  });

  it("change a rule's severity, and are asked for again when they change", async () => {
    let rules: Record<string, string> = { "lock-order": "error" };
    const started = await start({ capabilities: configuration, settings: () => ({ rules }) });
    const { open, diagnostics, connection } = started;
    const uri = await open(x);
    const severity = async () => (await diagnostics(uri)).find(({ code }) => code === "lock-order")?.severity;
    expect(await severity()).toBe(1);
    rules = { "lock-order": "off" };
    await connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    expect(await severity()).toBeUndefined();
    rules = {};
    await connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    expect(await severity()).toBe(2);
  });

  it("are taken from a client that pushes them", async () => {
    const { open, diagnostics, connection } = await start();
    await connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { interleave: { rules: { "lock-order": "off" } } },
    });
    const uri = await open(x);
    expect(codes(await diagnostics(uri))).not.toContain("lock-order");
  });

  it("with a mistyped rule are complained about, and the others hold", async () => {
    const { open, diagnostics, heard } = await start({
      capabilities: configuration,
      settings: () => ({ rules: { "lock-oder": "off", "lock-order": "off" } }),
    });
    const uri = await open(x);
    expect(codes(await diagnostics(uri))).not.toContain("lock-order");
    expect(heard.find(({ method }) => method === "window/showMessage")?.params).toMatchObject({
      type: 2,
      message: expect.stringContaining("Did you mean `lock-order`?"),
    });
  });
});

describe("several folders", () => {
  const capabilities = { ...PULLS, workspace: { configuration: true, workspaceFolders: true } };

  it("have settings of their own", async () => {
    const settings = (scope: string | undefined) => ({ enable: scope !== uriOf(crossed) });
    const { open, diagnostics } = await start({ folders: [crossed, straight], capabilities, settings });
    expect(await diagnostics(await open(x))).toEqual([]);
    const other = await open(join(straight, "y.ts"), nested("y", "b", "a"));
    expect(codes([...(await diagnostics(other)), ...(await diagnostics(uriOf(join(straight, "x.ts"))))])).toContain(
      "lock-order",
    );
  });

  it("come and go", async () => {
    const { pullWorkspace, connection } = await start({ folders: [straight], capabilities });
    expect((await pullWorkspace()).items).toEqual([]);
    const folder = { uri: uriOf(crossed), name: "crossed" };
    await connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [folder], removed: [] },
    });
    expect((await pullWorkspace()).items).not.toEqual([]);
    await connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [folder] },
    });
    expect((await pullWorkspace()).items).toEqual([]);
  });

  it("need not be: a file opened alone is looked at within its project", async () => {
    const { open, diagnostics } = await start({ folders: [] });
    expect(codes(await diagnostics(await open(x)))).toContain("lock-order");
  });
});
