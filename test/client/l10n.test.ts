// Every text that the client shows can be translated, and the list for translators holds exactly those.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { repository } from "#test/support/built";

/** First arguments of all calls of `vscode.l10n.t`. */
function translatable(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "vscode.l10n.t") {
      const [text] = node.arguments;
      if (text === undefined || !ts.isStringLiteral(text)) throw new Error(`${file}: not a plain text`);
      found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  return found;
}

describe("l10n/bundle.l10n.json", () => {
  it("has every text of the client, and no other", () => {
    const client = join(repository, "client");
    const texts = readdirSync(client)
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => translatable(join(client, file)));
    const bundle: Record<string, string> = JSON.parse(readFileSync(join(repository, "l10n/bundle.l10n.json"), "utf8"));
    expect(Object.keys(bundle).sort()).toEqual([...new Set(texts)].sort());
    for (const [key, text] of Object.entries(bundle)) expect(text).toBe(key);
  });
});
