// `@simulated` above a variable or an import: the value, or the whole module, that stands there in a simulation; and what is wrong with a tag.

import type { Problem } from "#protocol/finding";
import { ts } from "ts-morph";
import { lineAndCharacter } from "./assemble";
import { brokenBecause } from "./expression";
import { expressionOf, type SimulatedResult, simulatedText } from "./simulated-result";
import type { UserFile } from "./user-files";
import { probe, type Walk } from "./walk";

/** Whether the node was a variable or an import with the tag, and has been replaced. */
export function visitSimulatedValue(node: ts.Node, walk: Walk): boolean {
  if (!walk.file.simulated) return false;
  if (ts.isVariableDeclaration(node)) return visitVariable(node, walk);
  return ts.isImportDeclaration(node) && visitImport(node, walk);
}

function visitVariable(node: ts.VariableDeclaration, walk: Walk): boolean {
  const { initializer } = node;
  if (initializer === undefined || isFunctionValue(initializer)) return false;
  const result = simulatedText(node, walk.source);
  if (result === undefined) return false;
  const { source, edits } = walk;
  const name = node.name.getText(source);
  const site = walk.sites.add("await", initializer.getStart(source), initializer.getEnd(), walk.fn.name, name);
  const waits = ts.isAwaitExpression(initializer);
  const takes = waits ? ` after ${result.milliseconds} ms` : "";
  const how = result.throws ? `throw \`${result.text}\`` : `be \`${result.text}\``;
  walk.file.assume(
    "modelled-io",
    `\`${name}\` is not computed: as its comment says, it is taken to ${how}${takes}.`,
    site,
  );
  const wait = waits
    ? `await ${probe("a", site, `new Promise((done)=>setTimeout(done,${result.milliseconds}))`)},`
    : "";
  edits.replace(initializer.getStart(source), initializer.getEnd(), `(${wait}${valueText(result)})`);
  return true;
}

/** Names keep their meaning; what the module would have done when it is loaded is not done. */
function visitImport(node: ts.ImportDeclaration, walk: Walk): boolean {
  const clause = node.importClause;
  const result = clause === undefined || clause.isTypeOnly ? undefined : simulatedText(node, walk.source);
  if (clause === undefined || result === undefined || !ts.isStringLiteral(node.moduleSpecifier)) return false;
  const { source, edits } = walk;
  const module = node.moduleSpecifier.text;
  const site = walk.sites.add("statement", node.getStart(source), node.getEnd(), walk.fn.name, module);
  walk.file.assume(
    "modelled-io",
    `\`${module}\` is not loaded: as a comment says, it is taken to be \`${result.text}\`.`,
    site,
  );
  const held = `__il_module_${node.pos}`;
  const names = [`${held}=${valueText(result)}`];
  if (clause.name !== undefined) names.push(`${clause.name.text}=${held}?.default??${held}`);
  const bindings = clause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.push(`${bindings.name.text}=${held}`);
  if (bindings !== undefined && ts.isNamedImports(bindings)) {
    for (const { name, propertyName, isTypeOnly } of bindings.elements) {
      const key = JSON.stringify((propertyName ?? name).text);
      if (!isTypeOnly) names.push(`${name.text}=${held}[${key}]`);
    }
  }
  edits.replace(node.getStart(source), node.getEnd(), `const ${names.join(",")};`);
  return true;
}

function valueText({ text, throws }: SimulatedResult): string {
  return throws ? `(()=>{throw (${text});})()` : `(${text})`;
}

function isFunctionValue(node: ts.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** Tags that say nothing that could stand anywhere: what is below them runs as it is. */
export function wrongResults(files: readonly Pick<UserFile, "text" | "siteFile" | "source">[]): readonly Problem[] {
  return files.flatMap(({ text, siteFile, source }) => {
    if (!text.includes("@simulated")) return [];
    const problems: Problem[] = [];
    const seen = new Set<number>();
    const visit = (node: ts.Node): void => {
      for (const tag of ts.getJSDocTags(node)) {
        if (tag.tagName.text !== "simulated" || seen.has(tag.pos)) continue;
        seen.add(tag.pos);
        const expression = expressionOf(tag, source);
        const because = expression === "" ? undefined : brokenBecause(expression);
        const message =
          because !== undefined
            ? `\`${expression}\` is no expression: ${because} What is below runs as it is.`
            : isReplaceable(node)
              ? undefined
              : "`@simulated` stands above a function, a variable with a value, or an import; here it means nothing.";
        if (message === undefined) continue;
        const range = { start: lineAndCharacter(text, tag.pos), end: lineAndCharacter(text, tag.tagName.getEnd()) };
        problems.push({ severity: "warning", message, file: siteFile, range });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return problems;
  });
}

function isReplaceable(node: ts.Node): boolean {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.some((one) => one.initializer !== undefined);
  if (ts.isVariableDeclaration(node)) return node.initializer !== undefined;
  return (
    ts.isFunctionLike(node) ||
    ts.isImportDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node)
  );
}
