// What the server keeps on the disk for its next start: where the client says, and never where it says no.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { builtCli, repository } from "#test/support/built";
import { type BareClient, startClient } from "./bare-client";

const root = mkdtempSync(join(process.cwd(), "out/kept-"));
const project = join(root, "project");
const cache = join(root, "cache");
afterAll(() => rmSync(root, { recursive: true }));

const LEAK =
  'import { Mutex } from "async-mutex";\nconst mutex = new Mutex();\nexport async function leak(early: boolean): Promise<void> {\n  const release = await mutex.acquire();\n  if (early) return;\n  release();\n}\n';
const USER = 'import { leak } from "./leak";\nexport async function use(): Promise<void> {\n  await leak(true);\n}\n';

beforeAll(() => {
  mkdirSync(join(project, "node_modules"), { recursive: true });
  symlinkSync(join(repository, "node_modules/async-mutex"), join(project, "node_modules/async-mutex"), "junction");
  writeFileSync(join(project, "tsconfig.json"), '{ "compilerOptions": { "strict": true, "types": [] } }');
  writeFileSync(join(project, "leak.ts"), LEAK);
  writeFileSync(join(project, "use.ts"), USER);
});

async function session<T>(where: string | false, work: (client: BareClient, uri: string) => Promise<T>): Promise<T> {
  const client = await startClient({
    cli: await builtCli(),
    folders: [project],
    initializationOptions: { cache: where },
  });
  try {
    const found = await work(client, await client.open(join(project, "leak.ts")));
    expect(await client.stop()).toBe(0);
    return found;
  } finally {
    await client.kill();
  }
}

const rules = async (client: BareClient, uri: string): Promise<unknown[]> =>
  (await client.diagnostics(uri)).map(({ code, range }) => [code, range.start.line]);

it("the second start says the same, and edits go on from there", async () => {
  const first = await session(cache, rules);
  expect(first).toEqual([["unreleased-on-path", 3]]);
  expect(readdirSync(cache).filter((name) => /^[0-9a-f]{40}\.json$/.test(name))).toHaveLength(1);
  const edited = await session(cache, async (client, uri) => {
    expect(await rules(client, uri)).toEqual(first);
    await client.replace(uri, "if (early) return;", "// always");
    const mended = await rules(client, uri);
    await client.replace(uri, "// always", "if (early) return;");
    return [mended, await rules(client, uri)];
  });
  expect(edited).toEqual([[], first]);
}, 120_000);

it("what somebody else put there is nothing", async () => {
  for (const name of readdirSync(cache))
    writeFileSync(join(cache, name), readFileSync(join(cache, name), "utf8").slice(9));
  expect(await session(cache, rules)).toEqual([["unreleased-on-path", 3]]);
}, 120_000);

it("nothing is kept where the client says no", async () => {
  expect(await session(false, rules)).toEqual([["unreleased-on-path", 3]]);
  expect(existsSync(join(project, "node_modules/.cache"))).toBe(false);
}, 120_000);
