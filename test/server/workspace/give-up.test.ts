// Work that is given up, at whatever step: the next analysis gives what a fresh start gives.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

const root = mkdtempSync(join(process.cwd(), "out/give-up-"));
afterAll(() => rmSync(root, { recursive: true }));

const ACCOUNT = `import { Mutex } from "async-mutex";
export class Account { readonly mutex = new Mutex(); balance = 0; }
export const a = new Account();
export const b = new Account();
`;
const FILES: Readonly<Record<string, string>> = {
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "lib": ["ES2022"], "types": [] } }',
  "account.ts": ACCOUNT,
  "one.ts":
    'import { a, b } from "./account";\nexport async function one() {\n  await a.mutex.runExclusive(() => b.mutex.runExclusive(() => {}));\n}\n',
  "two.ts":
    'import { b } from "./account";\nimport { inner } from "./inner";\nexport async function two() {\n  await b.mutex.runExclusive(() => inner());\n}\n',
  "inner.ts":
    'import { a } from "./account";\nexport async function inner(): Promise<void> {\n  await a.mutex.runExclusive(() => {});\n}\n',
  "plain.ts": "export const plain = (x: number): number => x + 1;\n",
};
for (const [name, text] of Object.entries(FILES)) writeFileSync(join(root, name), text);

/** Edits that others see, that they do not see, that add what is found and take it away; the last one gives the beginning back. */
const STATES: readonly Readonly<Record<string, string>>[] = [
  { "account.ts": ACCOUNT.replaceAll("Mutex", "Semaphore").replace("Semaphore()", "Semaphore(2)") },
  { "inner.ts": (FILES["inner.ts"] ?? "").replace("runExclusive(() => {})", "acquire()") },
  {
    "account.ts": ACCOUNT,
    "plain.ts": 'import { inner } from "./inner";\nexport const plain = () => inner();\n',
    "inner.ts": FILES["inner.ts"] ?? "",
  },
  { "one.ts": (FILES["one.ts"] ?? "").replace("a.mutex", "/* first */ b.mutex").replace("=> b.", "=> a.") },
  { "one.ts": FILES["one.ts"] ?? "", "plain.ts": FILES["plain.ts"] ?? "" },
];

const told = ({ findings, lenses, problems, primitives, suppressed }: AnalysisResult): string =>
  JSON.stringify([
    [...findings].filter(([, list]) => list.length > 0).sort(([x], [y]) => (x < y ? -1 : 1)),
    [...lenses].sort(([x], [y]) => (x < y ? -1 : 1)),
    problems,
    primitives,
    suppressed,
  ]);

type Workspace = ReturnType<typeof createWorkspace>;

function apply(workspace: Workspace, state: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(state)) workspace.update(join(root, name), text);
}

/** Says yes at the step that is given, and every time after it. */
function tokenAt(step: number): { cancelled: () => boolean; asked: () => number } {
  let asked = 0;
  return { cancelled: () => ++asked > step, asked: () => asked };
}

it("goes on as if nothing had been, after every step of an analysis that follows an edit", async () => {
  const plain = createWorkspace(root, diskHost(root));
  await plain.analyze();
  const expected: string[] = [];
  const steps: number[] = [];
  // Twice around: the second time everything has been seen before, as it is in the loop below.
  for (const state of [...STATES, ...STATES]) {
    apply(plain, state);
    const token = tokenAt(Number.POSITIVE_INFINITY);
    expected.push(told(await plain.analyze({ cancelled: token.cancelled })));
    steps.push(token.asked());
  }
  expect(new Set(expected.slice(0, STATES.length)).size).toBeGreaterThanOrEqual(STATES.length - 1);
  expect(expected.slice(STATES.length)).toEqual(expected.slice(0, STATES.length));
  const most = Math.max(...steps);
  expect(most).toBeGreaterThan(100);

  const workspace = createWorkspace(root, diskHost(root));
  await workspace.analyze();
  let cut = 0;
  for (let step = 0; step <= most; step++) {
    const index = step % STATES.length;
    apply(workspace, STATES[index] ?? {});
    const token = tokenAt(step);
    await workspace.analyze({ cancelled: token.cancelled });
    if (token.asked() > step) cut++;
    // Every other time the text is another one before the work is done: what was given up twice is no worse.
    if (step % 2 === 1) continue;
    expect(told(await workspace.analyze()), `given up at step ${step}`).toBe(expected[index]);
  }
  expect(cut).toBeGreaterThan(100);
}, 300_000);

it("goes on after a first analysis that was given up", async () => {
  const whole = createWorkspace(root, diskHost(root));
  const token = tokenAt(Number.POSITIVE_INFINITY);
  const expected = told(await whole.analyze({ cancelled: token.cancelled }));
  const all = token.asked();
  for (const share of [0, 0.05, 0.2, 0.5, 0.9, 0.99]) {
    const workspace = createWorkspace(root, diskHost(root));
    const before = await workspace.analyze({ cancelled: tokenAt(Math.floor(all * share)).cancelled });
    expect([...before.findings]).toEqual([]);
    expect(told(await workspace.analyze())).toBe(expected);
  }
}, 300_000);

it("tells of the open file first, and then of those that import it", async () => {
  const workspace = createWorkspace(root, diskHost(root));
  await workspace.analyze();
  const path = join(root, "account.ts");
  workspace.update(
    path,
    `${ACCOUNT.replace("balance = 0", "balance = 1")}export async function leak(early: boolean) {\n  const release = await a.mutex.acquire();\n  if (early) return;\n  release();\n}\n`,
  );
  const early: AnalysisResult[] = [];
  const last = await workspace.analyze({ open: new Set([path]), early: (result) => early.push(result) });
  expect(early).toHaveLength(1);
  expect(early[0]?.stats.lowered).toBeLessThan(last.stats.lowered);
  expect(early[0]?.findings.get(path)?.map(({ ruleId }) => ruleId)).toEqual(["unreleased-on-path"]);
  expect(told(early[0] ?? last)).toBe(told(last));
});
