// The first analysis of a large folder: how far it has come is shown, and it can be cancelled.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { builtCli } from "#test/support/built";
import { type BareClient, PULLS, startClient } from "./bare-client";

const FILES = 120;
const root = mkdtempSync(join(tmpdir(), "interleave-large-"));
const capabilities = { ...PULLS, window: { workDoneProgress: true } };

let cli: string;
let client: BareClient | undefined;

beforeAll(async () => {
  cli = await builtCli();
  mkdirSync(join(root, "src"));
  writeFileSync(join(root, "tsconfig.json"), "{}");
  for (let file = 0; file < FILES; file += 1) writeFileSync(join(root, "src", `leak${file}.ts`), leak(file));
});
afterAll(() => rmSync(root, { recursive: true }));
afterEach(async () => {
  await client?.kill();
  client = undefined;
});

function leak(number: number): string {
  const branches = Array.from(
    { length: 40 },
    (_, index) => `  if (n === ${index}) console.log(await helper${number}(n));`,
  );
  return `import { Mutex } from "async-mutex";
const mutex${number} = new Mutex();
async function helper${number}(n: number): Promise<number> { return mutex${number}.runExclusive(() => n); }
export async function leak${number}(n: number): Promise<void> {
  const release = await mutex${number}.acquire();
  if (n > 5) return;
  release();
${branches.join("\n")}
}
`;
}

function tokenOf(params: unknown): unknown {
  return typeof params === "object" && params !== null && "token" in params ? params.token : undefined;
}

/** Values of `$/progress` so far. */
function progress({ heard }: BareClient): readonly { readonly kind: string; readonly [key: string]: unknown }[] {
  return heard.flatMap(({ method, params }) =>
    method === "$/progress" ? [(params as { value: { kind: string } }).value] : [],
  );
}

describe("the first analysis of a large folder", () => {
  it("says what it does, how far it is, and when it is over", async () => {
    client = await startClient({ cli, folders: [root], capabilities });
    const uri = await client.open(join(root, "src/leak7.ts"));
    expect((await client.diagnostics(uri)).map(({ code }) => code)).toContain("unreleased-on-path");
    const { heard } = client;
    await client.until("the end", () => heard.some(({ params }) => JSON.stringify(params).includes('"kind":"end"')));
    const values = progress(client);
    expect(values[0]).toMatchObject({ kind: "begin", title: "Interleave: reading the program", cancellable: true });
    const reports = values.filter(({ kind }) => kind === "report");
    expect(reports.length).toBeGreaterThan(0);
    for (const { message } of reports) expect(message).toMatch(new RegExp(`^\\d+ of ${FILES} files$`));
    const percents = reports.map(({ percentage }) => Number(percentage));
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(values.at(-1)).toEqual({ kind: "end" });
  });

  it("can be cancelled, lets nobody wait, and is taken up again by the next edit", async () => {
    client = await startClient({ cli, folders: [root], capabilities });
    const { heard, connection } = client;
    const uri = await client.open(join(root, "src/leak7.ts"));
    const waiting = client.diagnostics(uri);
    await client.until("the beginning", () =>
      heard.some(({ params }) => JSON.stringify(params).includes('"kind":"begin"')),
    );
    const begin = heard.find(({ method }) => method === "$/progress");
    await connection.sendNotification("window/workDoneProgress/cancel", { token: tokenOf(begin?.params) });
    expect(await waiting).toEqual([]);
    expect(await client.diagnostics(uri)).toEqual([]);
    await client.replace(uri, "if (n > 5)", "if (n > 6)");
    expect((await client.diagnostics(uri)).map(({ code }) => code)).toContain("unreleased-on-path");
  });
});
