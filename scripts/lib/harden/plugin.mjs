// An esbuild plugin: the engine calls the language's own methods by private names, so that a program that changes them changes nothing for it.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { primordials } from "./primordials.mjs";
import { rewrite } from "./rewrite.mjs";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Sources that run in one realm with simulated code; but for the one that must run before the language's functions are taken. */
const INSIDE = /^(?:engine|protocol|server\/host|media\/worker)\/(?!shared-memory\.ts$)/;

/**
 * `entry`: the bundle's entry file, relative to the repository. The types say which `push` is an array's and which a queue's of ours;
 * a file with an error in it is bundled as it is, and `tsc` says what is wrong.
 * @param {string} entry
 * @returns {import("esbuild").Plugin}
 */
export function harden(entry) {
  return {
    name: "harden",
    setup({ onStart, onLoad, onResolve }) {
      /** @type {{ files: ReadonlyMap<string, string>, names: ReadonlySet<string> }} */
      let rewritten = { files: new Map(), names: new Set() };
      onStart(() => {
        rewritten = remembered(join(root, entry));
      });
      onResolve({ filter: /^primordials:$/ }, () => ({ path: "primordials", namespace: "primordials" }));
      onLoad({ filter: /.*/, namespace: "primordials" }, () => ({
        contents: primordials(rewritten.names),
        loader: "js",
      }));
      onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) => {
        const contents = rewritten.files.get(path);
        return contents === undefined ? undefined : { contents, loader: "ts" };
      });
    },
  };
}

/** `rewriteAll`, or what it gave for the very same sources before: asking for the types takes seconds. */
function remembered(entry) {
  const hash = createHash("sha256").update(`${entry} ${ts.version}`);
  for (const folder of ["scripts/lib/harden", "engine", "protocol", "server/host", "media/worker"]) {
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (/\.m?ts$|\.mjs$/.test(name)) hash.update(`${name}\n${readFileSync(join(root, folder, name), "utf8")}`);
    }
  }
  const file = join(root, ".cache", "hardened", `${hash.digest("hex").slice(0, 24)}.json`);
  try {
    const { files, names } = JSON.parse(readFileSync(file, "utf8"));
    return { files: new Map(files), names: new Set(names) };
  } catch {
    // Not made yet.
  }
  const made = rewriteAll(entry);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ files: [...made.files], names: [...made.names] }));
  return made;
}

/** The rewritten text of each source that runs inside, and the private names that they use. */
export function rewriteAll(entry) {
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", ...(entry.includes(`${sep}media${sep}`) ? ["lib.webworker.d.ts"] : [])],
    types: entry.includes(`${sep}media${sep}`) ? [] : ["node"],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  });
  const files = new Map();
  const names = new Set();
  for (const source of program.getSourceFiles()) {
    const path = relative(root, source.fileName).split(sep).join("/");
    if (source.isDeclarationFile || !INSIDE.test(path)) continue;
    const text = rewrite(source, program, names);
    files.set(join(root, path), `${text}\nimport * as $p from "primordials:";`);
  }
  return { files, names };
}
