// What two lint rules about asynchronous code cost on the same files, for orientation: they look for other things than this analyzer.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measured, type Usage } from "./measured";

export interface LintRule {
  readonly id: string;
  /** Whether it asks the compiler about types; ESLint's own rules never do. */
  readonly typed: boolean;
}

export const LINT_RULES: readonly LintRule[] = [
  { id: "require-atomic-updates", typed: false },
  { id: "@typescript-eslint/no-floating-promises", typed: true },
];

export interface Linted {
  readonly usage: Usage;
  readonly files: number;
  readonly findings: number;
  /** Files that could not be linted at all, such as those that the project's tsconfig.json leaves out. */
  readonly failed: number;
}

/** Runs ESLint with this rule alone over the project. @throws where ESLint itself fails */
export function linted(rule: LintRule, directory: string): Linted {
  const eslint = join(process.cwd(), "node_modules/eslint/bin/eslint.js");
  const usage = measured([eslint, ".", "-c", configured(rule, directory), "--format", "json"], directory);
  if (usage.out === "") throw new Error(`ESLint failed on ${directory}`);
  const results: unknown = JSON.parse(usage.out);
  const messages = listOf(results).map((result) => listOf(field(result, "messages")));
  return {
    usage,
    files: messages.length,
    findings: messages.flat().filter((message) => field(message, "ruleId") === rule.id).length,
    failed: messages.filter((of) => of.some((message) => field(message, "fatal") === true)).length,
  };
}

/** Lies in this repository, so that it finds the parser, whatever project it is for. */
function configured({ id, typed }: LintRule, directory: string): string {
  const folder = join(process.cwd(), ".cache/bench");
  const path = join(folder, "eslint.config.mjs");
  const parserOptions = typed ? { project: "./tsconfig.json", tsconfigRootDir: directory } : {};
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path,
    `import { parser, plugin } from "typescript-eslint";
export default [
  {
    files: ["**/*.{ts,tsx,mts,cts}"],
    languageOptions: { parser, parserOptions: ${JSON.stringify(parserOptions)} },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
    plugins: { "@typescript-eslint": plugin },
    rules: { ${JSON.stringify(id)}: "error" },
  },
  { ignores: ["**/*.{js,mjs,cjs,jsx}"] },
];
`,
  );
  return path;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
