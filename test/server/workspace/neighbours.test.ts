// Packages of one repository that use one another: one lock is one lock in all of them, however they name it.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

const LOCKS = `import { Mutex } from "async-mutex";
export const accounts = new Mutex();
export const ledger = new Mutex();
export async function audit(): Promise<void> {
  await accounts.runExclusive(() => {});
}
export async function close(): Promise<void> {
  await ledger.runExclusive(() => accounts.runExclusive(() => {}));
}
`;
const DECLARED = `import { Mutex } from "async-mutex";
export declare const accounts: Mutex;
export declare const ledger: Mutex;
export declare function audit(): Promise<void>;
export declare function close(): Promise<void>;
`;
const USES = `import { accounts, audit } from "@acme/locks";
export async function nested(): Promise<void> {
  await accounts.runExclusive(() => audit());
}
export async function apart(): Promise<void> {
  await audit();
}
`;
const OPPOSITE = `import { accounts, ledger } from "@acme/locks";
export async function open(): Promise<void> {
  await accounts.runExclusive(() => ledger.runExclusive(() => {}));
}
`;

const options = { target: "ES2022", module: "ESNext", moduleResolution: "Bundler", strict: true, types: [] };
const config = (more: object, compilerOptions: object = {}): string =>
  JSON.stringify({ compilerOptions: { ...options, ...compilerOptions }, include: ["src"], ...more });
const depends = (name: string, dependencies: object = { "@acme/locks": "*" }): string =>
  JSON.stringify({ name, dependencies });

const FILES: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({ name: "acme", workspaces: ["packages/*"] }),
  "packages/locks/package.json": JSON.stringify({ name: "@acme/locks", types: "./dist/index.d.ts" }),
  "packages/locks/tsconfig.json": config({}, { rootDir: "src", outDir: "dist", declaration: true, composite: true }),
  "packages/locks/src/index.ts": LOCKS,
  "packages/locks/dist/index.d.ts": DECLARED,
  // By what was built of it.
  "packages/built/package.json": depends("@acme/built"),
  "packages/built/tsconfig.json": config({}),
  "packages/built/src/main.ts": USES,
  "packages/built/src/opposite.ts": OPPOSITE,
  // By an alias for a path.
  "packages/mapped/package.json": depends("@acme/mapped", {}),
  "packages/mapped/tsconfig.json": config({}, { paths: { "@acme/locks": ["../locks/src/index.ts"] } }),
  "packages/mapped/src/main.ts": USES,
  // By a reference between projects.
  "packages/refers/package.json": depends("@acme/refers", {}),
  "packages/refers/tsconfig.json": config({ references: [{ path: "../locks" }] }),
  "packages/refers/src/main.ts": USES,
  // It says that it depends on nothing.
  "packages/alone/package.json": depends("@acme/alone", {}),
  "packages/alone/tsconfig.json": config({}),
  "packages/alone/src/main.ts": USES.replace("@acme/locks", "@acme/other"),
};

mkdirSync(join(process.cwd(), "out"), { recursive: true });
const root = mkdtempSync(join(process.cwd(), "out/neighbours-"));
afterAll(() => rmSync(root, { recursive: true }));
beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, "node_modules/@acme"), { recursive: true });
  symlinkSync(join(root, "packages/locks"), join(root, "node_modules/@acme/locks"), "junction");
});

const found = (result: AnalysisResult): string[] =>
  [...result.findings]
    .flatMap(([file, list]) =>
      list.map(({ ruleId, range }) => `${file.slice(root.length + 1)}:${range.start.line + 1} ${ruleId}`),
    )
    .sort();

it("a lock of another package is the same lock, by a build, a path or a reference", async () => {
  const workspace = createWorkspace(root, diskHost(root));
  const result = await workspace.analyze();
  expect(found(result)).toEqual([
    "packages/built/src/main.ts:3 nested-acquire",
    "packages/built/src/opposite.ts:3 lock-order",
    "packages/mapped/src/main.ts:3 nested-acquire",
    "packages/refers/src/main.ts:3 nested-acquire",
  ]);
  expect(result.problems).toEqual([]);
  // Each file counts for the project that it belongs to.
  expect(result.stats.files).toBe(6);

  workspace.update(
    join(root, "packages/locks/src/index.ts"),
    LOCKS.replace("await accounts.runExclusive(() => {});", "await Promise.resolve();"),
  );
  expect(found(await workspace.analyze())).toEqual(["packages/built/src/opposite.ts:3 lock-order"]);
}, 60_000);
