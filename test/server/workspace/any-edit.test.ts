// What is kept on the disk is as good as a fresh start: after any edits of any kind a check with it says the very same, byte for byte.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import type { AnalysisResult } from "#server/workspace/analysis";
import type { DiskCache } from "#server/workspace/cache";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

const root = mkdtempSync(join(process.cwd(), "out/any-edit-"));
afterAll(() => rmSync(root, { recursive: true }));

const config = (more: object): string =>
  JSON.stringify({
    compilerOptions: { strict: true, lib: ["ES2022"], types: [], ...more },
    include: ["src", "*.d.ts"],
  });

const library = (members: string): string => `export declare class Mutex {
  acquire(): Promise<() => void>;
  runExclusive<T>(work: () => T | Promise<T>): Promise<T>;
  ${members}
}
export declare class Semaphore {
  constructor(permits: number);
  acquire(): Promise<[number, () => void]>;
  runExclusive<T>(work: () => T | Promise<T>): Promise<T>;
}
`;

/** By file: what it may say, one thing at a time. The first is how it begins. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  // The options of the compiler, which files there are.
  "tsconfig.json": [config({}), config({ strict: false }), config({ exactOptionalPropertyTypes: true })],
  // Another version of a package.
  "node_modules/async-mutex/index.d.ts": [library(""), library("isLocked(): boolean;"), "export {};"],
  "globals.d.ts": [
    'import type { Mutex } from "async-mutex";\ndeclare global {\n  const shared: Mutex;\n  function pause(): void;\n}\n',
    'import type { Semaphore } from "async-mutex";\ndeclare global {\n  const shared: Semaphore;\n  function pause(): Promise<void>;\n}\n',
    "declare const shared: { runExclusive(work: () => unknown): Promise<void> };\ndeclare function pause(): void;\n",
  ],
  "src/locks.ts": [
    'import { Mutex } from "async-mutex";\nexport const a = new Mutex();\nexport const b = new Mutex();\n',
    'import { Mutex, Semaphore } from "async-mutex";\nexport const a = new Mutex();\nexport const b = new Semaphore(2);\n',
    'import { Mutex } from "async-mutex";\n// The same lock under two names.\nexport const a = new Mutex();\nexport { a as b };\n',
    'import { Mutex } from "async-mutex";\nexport const a = new Mutex();\nexport const b = new Mutex();\nexport async function more(): Promise<void> {\n  await a.acquire();\n}\n',
  ],
  // The type is that of a variable of the body, or is written down.
  "src/made.ts": [
    'import { Mutex } from "async-mutex";\nexport function made() {\n  const lock = new Mutex();\n  return lock;\n}\nexport const one = made();\n',
    "export function made() {\n  const lock = { runExclusive: async (work: () => unknown) => void (await work()) };\n  return lock;\n}\nexport const one = made();\n",
    'import { Mutex } from "async-mutex";\nexport function made(): Mutex {\n  return new Mutex();\n}\nexport const one = made();\n',
  ],
  // Only the body, with the type written; it comes to wait, too.
  "src/inner.ts": [
    'import { a } from "./locks";\nexport async function inner(): Promise<void> {\n  await a.runExclusive(() => {});\n}\nexport function step(): void {}\nexport default inner;\n',
    "export async function inner(): Promise<void> {}\nexport function step(): void {}\nexport default inner;\n",
    'import { a } from "./locks";\nexport async function inner(): Promise<void> {\n  await a.acquire();\n}\nexport function step(): void {\n  void Promise.resolve().then(() => {});\n}\nexport default step;\n',
    'import { a } from "./locks";\n// Further down.\n\nexport async function inner(): Promise<void> {\n  const release = await a.acquire();\n  if (Math.random() > 0.5) return;\n  release();\n}\nexport async function step(): Promise<void> {\n  await inner();\n}\nexport default inner;\n',
  ],
  "src/delay.ts": [
    "export function delay(ms: number): Promise<void> {\n  return new Promise((resolve) => setTimeout(resolve, ms));\n}\ndeclare function setTimeout(run: () => void, ms: number): void;\n",
    "export function delay(ms: number): Promise<void> {\n  return ms > 1 ? Promise.resolve() : Promise.reject();\n}\n",
  ],
  // Names are handed on, renamed, and hidden.
  "src/index.ts": [
    'export * from "./locks";\nexport * as inside from "./inner";\nexport { one as other } from "./made";\n',
    'export { b as a, a as b } from "./locks";\nexport * as inside from "./inner";\nexport { one as other } from "./made";\n',
    'export * from "./locks";\nimport { a } from "./locks";\nexport const b = a;\nimport * as inner from "./inner";\nexport const inside = inner;\nexport { a as other };\n',
  ],
  "src/one.ts": [
    'import { a, b } from "./index";\nexport const first = () => a.runExclusive(() => b.runExclusive(() => {}));\nexport const second = () => b.runExclusive(() => a.runExclusive(() => {}));\n',
    'import * as all from "./index";\nexport const first = () => all.a.runExclusive(() => all.inside.inner());\nexport const second = () => all.other.runExclusive(() => all.a.runExclusive(() => {}));\n',
  ],
  "src/two.ts": [
    'import inner, { step } from "./inner";\nimport { one } from "./made";\nexport async function two() {\n  await one.runExclusive(() => inner());\n  step();\n}\nexport const three = () => shared.runExclusive(() => one.runExclusive(() => pause()));\n',
    'import { inside } from "./index";\nimport { one } from "./made";\nexport async function two() {\n  await shared.runExclusive(() => inside.inner());\n  inside.step();\n}\nexport const three = () => one.runExclusive(() => shared.runExclusive(() => pause()));\n',
  ],
  "src/race.ts": [
    'import { delay } from "./delay";\nimport { inner } from "./inner";\nexport async function race() {\n  await Promise.race([inner(), delay(10)]);\n}\n',
    'import { delay } from "./delay";\nimport { a } from "./index";\nexport async function race() {\n  await Promise.race([a.runExclusive(() => delay(5)), delay(10)]);\n}\n',
  ],
  "src/user.ts": [
    'import { two } from "./two";\nimport { second } from "./one";\nexport const user = () => Promise.all([two(), second()]);\n',
    "export const user = 1;\n",
  ],
};

const EDITS = Object.entries(VERSIONS).flatMap(([name, versions]) => versions.map((text) => [name, text] as const));
let stamp = 0;

function put(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  // Of packages only time and length are looked at: no two texts of one length follow one another within the clock's tick.
  writeFileSync(join(root, name), name.startsWith("node_modules/") ? `${text}// ${"x".repeat(++stamp)}\n` : text);
}

/** Keeps what is stored as text, as a disk does. */
function memory(): DiskCache {
  const kept = new Map<string, string>();
  return {
    load: (key) => {
      const found = kept.get(key);
      return found === undefined ? undefined : JSON.parse(found);
    },
    store: (key, value) => void kept.set(key, JSON.stringify(value())),
  };
}

const check = (cache?: DiskCache): Promise<AnalysisResult> =>
  createWorkspace(root, diskHost(root), cache === undefined ? {} : { cache }).analyze();

const told = ({ findings, lenses, problems, primitives, suppressed }: AnalysisResult): string =>
  JSON.stringify(
    [
      [...findings].filter(([, list]) => list.length > 0).sort(([x], [y]) => (x < y ? -1 : 1)),
      [...lenses].sort(([x], [y]) => (x < y ? -1 : 1)),
      problems,
      primitives,
      suppressed,
    ],
    undefined,
    1,
  );

it("says the same after any edits", async () => {
  const seen = new Set<string>();
  let spared = 0;
  put("node_modules/async-mutex/package.json", '{ "name": "async-mutex", "types": "index.d.ts" }');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(EDITS.length - 1), { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 6 }),
      async (rounds) => {
        for (const [name, [text = ""]] of Object.entries(VERSIONS)) put(name, text);
        const cache = memory();
        const first = await check(cache);
        expect(first.stats.lowered).toBeGreaterThan(3);
        for (const round of rounds) {
          for (const index of round) put(...(EDITS[index] ?? (["src/user.ts", ""] as const)));
          const kept = await check(cache);
          const fresh = await check();
          expect(told(kept), round.map((index) => EDITS[index]?.join(":\n")).join("\n")).toBe(told(fresh));
          if (kept.stats.lowered < fresh.stats.lowered) spared++;
          seen.add(told(fresh));
        }
      },
    ),
    { numRuns: Number(process.env["ANY_EDIT_RUNS"] ?? 8), seed: 7 },
  );
  expect(seen.size).toBeGreaterThan(6);
  expect(spared).toBeGreaterThan(5);
}, 600_000);
