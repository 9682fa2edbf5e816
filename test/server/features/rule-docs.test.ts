// A rule's link leads to its document, with or without a network.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ruleDocUrl } from "#server/features/rule-docs";

describe("a rule's link", () => {
  it("is the shipped document where there is one, else the repository's", () => {
    const shipped = mkdtempSync(join(tmpdir(), "interleave-docs-"));
    writeFileSync(join(shipped, "lock-order.md"), "# lock-order\n");
    expect(existsSync(fileURLToPath(ruleDocUrl("lock-order", shipped)))).toBe(true);
    expect(ruleDocUrl("nested-acquire", shipped)).toMatch(/^https:.*\/docs\/rules\/nested-acquire\.md$/);
    rmSync(shipped, { recursive: true });
  });

  it("stays in the folder of the documents", () => {
    expect(ruleDocUrl("../../README", "/nowhere")).toMatch(/\/docs\/rules\/\.\.%2F\.\.%2FREADME\.md$/);
  });
});
