// The cheap look at a file's text: is it near a concurrency API, what does it import.

import { createHash } from "node:crypto";
import { ts } from "ts-morph";
import { type Catalog, packageOf } from "#server/model/catalog-lookup";
import { type Code, codeOf } from "./prefilter-code";

export function hashOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/**
 * It imports or names an API of the catalog, or has the marks of a hand-written lock.
 * @param imports what it imports, as written, by a quick look
 */
export function isNear(path: string, text: string, imports: readonly string[], catalog: Catalog): boolean {
  // Tags, and comments that silence a rule: they are looked at even where no rule has anything to say.
  if (text.includes("@interleave ") || text.includes("interleave-disable")) return true;
  const seems: Code = {
    has: (pattern) => pattern.test(text),
    awaits: text.includes("await"),
    imports: new Set(imports),
  };
  // What only a comment or a text mentions is not near; to tell, the file has to be parsed.
  return hasMarks(seems, text, catalog) && hasMarks(codeOf(path, text), text, catalog);
}

function hasMarks(code: Code, text: string, catalog: Catalog): boolean {
  const { packages, builtins, globals } = catalog.names;
  if (
    [...code.imports].some(
      (name) => packages.includes(name) || packages.includes(packageOf(name)) || builtins.includes(name),
    )
  )
    return true;
  if (globals.some((name) => text.includes(name) && code.has(new RegExp(name.replaceAll(".", "\\."))))) return true;
  if (code.has(/\.locks\s*\.request\b/)) return true;
  if (code.awaits && (SHARED_STATE.some((pattern) => code.has(pattern)) || waitsForField(text))) return true;
  // Work that goes on until a controller of this very file ends it.
  if (text.includes("new AbortController") && code.has(/\bwhile\s*\([^)]{0,80}\.aborted\b/)) return true;
  if (HAND_WRITTEN.some((pattern) => code.has(pattern)) || code.has(WAITS)) return true;
  return PROCESSES.some((name) => code.imports.has(name)) && code.has(/\b(?:fork|spawn)\s*\(/);
}

/** Modules whose functions start processes. */
const PROCESSES = ["child_process", "cluster"].flatMap((name) => [name, `node:${name}`]);

/** It waits for a promise that it keeps in a field: `this.loop = this.run()`, `await this.loop`. */
function waitsForField(text: string): boolean {
  for (const [, name = ""] of text.matchAll(/\bawait\s+this\.(#?\w+)\s*[;,)?!\n]/g))
    if (text.includes(`this.${name} = `) || text.includes(`this.${name} ??= `)) return true;
  return false;
}

/** Package names and paths that it imports, as written. */
export function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}

/** Promises of the program's own making, shared memory, threads and processes. */
const WAITS =
  /\bnew\s+(?:Promise|Worker|SharedWorker|MessageChannel|BroadcastChannel|SharedArrayBuffer|TransformStream|PassThrough)\b|\bAtomics\b|\bparentPort\b|\b(?:exec|spawn|execFile)Sync\b|\bonmessage\b|\bexpose\s*\(|(?:\bon|\bonce|Listener)\(\s*["']message["']|\bprocess\.on(?:ce)?\(\s*["']disconnect["']|\bonce\([^()]{0,80},\s*["'](?:abort|message)["']|\bwhile\s*\(\s*!?\w+\s*\)\s*(?:;|\{\s*\})/;

const HAND_WRITTEN = [
  // A queue of resolvers, or a resolver taken out of an executor.
  /new\s+Promise\s*(?:<[^()]*>)?\s*\([\s\S]{0,200}?(?:\.push\(|=\s*\w+\s*[;,)}])/,
  // A chain: `tail = tail.then(...)`.
  /([\w.]+)\s*=\s*\1\s*\.\s*(?:then|catch|finally)\s*\(/,
  /Promise\s*\.\s*withResolvers\s*[<(]/,
];

/** State that is tested, and set near an `await`: a busy flag, a value made on first use. Every gap is bounded, for speed. */
const SHARED_STATE = [
  /(?:\?\?|\|\|)=\s*\(?\s*await\b/,
  // `if (!this.client) { ... await ... this.client = `
  /\bif\s*\(\s*!\s*([\w$.#]+)\s*\)[\s\S]{0,400}?\bawait\b[\s\S]{0,400}?\1\s*=(?![=>])/,
  /\bif\s*\(\s*([\w$.#]+)\s*===?\s*(?:undefined|null)\s*\)[\s\S]{0,400}?\bawait\b[\s\S]{0,400}?\1\s*=(?![=>])/,
  // `if (!this.client) this.client = await …`
  /\bif\s*\(\s*!?\s*([\w$.#]+)\s*(?:===?\s*(?:undefined|null)\s*)?\)\s*\{?\s*\1\s*=\s*\(?\s*await\b/,
  // `while (this.locked) await …`
  /\bwhile\s*\(\s*!?\s*[\w$.#]+[^(){}]{0,60}\)\s*\{?\s*await\b/,
  // `if (this.busy) return; ... this.busy = true`
  /\bif\s*\(\s*([\w$.#]+)\b[\s\S]{0,600}?\1\s*=\s*true\b/,
  // `const before = locks.get(key); if (before) await before;`
  /\b(?:if|while)\s*\(\s*([\w$.#]+)[^)]{0,40}\)\s*\{?\s*await\s+\1\b/,
  // Read, wait and write in one expression.
  /[-+*]=\s*\(?\s*await\b/,
  // Callbacks that nobody waits for, and statements of a transaction.
  /\.forEach\(\s*async\b/,
  /[tT]ransaction(?:al)?\(\s*async\b/,
  // `let text; const load = async () => { text = await ...`
  /\blet\s+([\w$]+)\b[\s\S]{0,300}?\basync\b[\s\S]{0,200}?\b\1\s*=\s*await\b/,
];
