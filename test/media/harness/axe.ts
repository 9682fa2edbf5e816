// Asks axe-core for violations of WCAG 2.2 A and AA in a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One line a violation: rule, what it says, and the elements. Empty is good. */
export async function violations(page: Page): Promise<readonly string[]> {
  const require = createRequire(import.meta.url);
  const source = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const results = await page.evaluate((values) => {
    const { axe } = globalThis as unknown as { axe: { run(options: unknown): Promise<AxeResults> } };
    return axe.run({ runOnly: { type: "tag", values } });
  }, tags);
  return results.violations.map((it) => {
    const places = it.nodes
      .slice(0, 5)
      .map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n").slice(1, 2).join("")}`);
    return `${it.id}: ${it.help} (${places.join(" | ")})`;
  });
}
