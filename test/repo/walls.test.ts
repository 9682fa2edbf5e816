// The compiler refuses what the layout forbids. Tried on a skeleton of the projects with their real tsconfigs, so that no source is touched.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./sources";

/** Imports against the direction. */
const FORBIDDEN: readonly (readonly [from: string, to: string])[] = [
  ["engine", "protocol"],
  ["engine", "server"],
  ["engine", "client"],
  ["engine", "media"],
  ["protocol", "server"],
  ["protocol", "client"],
  ["protocol", "media"],
  ["client", "server"],
  ["client", "media"],
  ["server", "client"],
  ["server", "media"],
  ["media", "client"],
  ["media", "server"],
];

/** Names of Node, of the browser and of the editor that must not exist in a folder. */
const ABSENT: Readonly<Record<string, readonly string[]>> = {
  engine: [
    "setTimeout(() => {}, 0)",
    "setInterval(() => {}, 0)",
    "queueMicrotask(() => {})",
    "performance.now()",
    "structuredClone(1)",
    "console.log(1)",
    "process.exit()",
    "Buffer.from('')",
    "require('fs')",
    "document.body",
    "window.name",
    "fetch('')",
    "new Worker('')",
    "import('node:fs')",
  ],
  protocol: ["setTimeout(() => {}, 0)", "process.exit()", "document.body", "import('node:fs')"],
  client: ["document.body"],
  server: ["document.body"],
  media: ["process.exit()", "require('fs')", "import('node:fs')"],
};

let folder: string;
let output: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(join(root, ".cache", "walls-"));
  const projects = ["engine", "protocol", "client", "server", "media"];
  for (const file of ["package.json", "tsconfig.base.json", ...projects.map((name) => `${name}/tsconfig.json`)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  write("tsconfig.json", JSON.stringify({ files: [], references: projects.map((path) => ({ path: `./${path}` })) }));
  // Two files to import, because the compiler reports a foreign file once, at its first import.
  for (const name of projects) {
    write(`${name}/fine.ts`, `export const ${name} = 1;\n`);
    write(`${name}/other.ts`, `export const ${name} = 1;\n`);
  }
  write("server/uses-engine.ts", 'import { engine } from "#engine/fine";\nexport const two = engine + 1;\n');
  write("media/uses-protocol.ts", 'import { protocol } from "#protocol/fine";\nexport const two = protocol + 1;\n');
  for (const [from, to] of FORBIDDEN) {
    write(`${from}/to-${to}.ts`, `import { ${to} } from "#${to}/fine";\nexport const two = ${to} + 1;\n`);
    write(`${from}/path-to-${to}.ts`, `import { ${to} } from "../${to}/other";\nexport const two = ${to} + 1;\n`);
  }
  for (const [name, lines] of Object.entries(ABSENT)) {
    for (const [index, line] of lines.entries()) {
      write(`${name}/absent-${index}.ts`, `export const used = () => ${line};\n`);
    }
  }
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  output = spawnSync(process.execPath, [tsc, "-b", "--pretty", "false"], { cwd: folder, encoding: "utf8" }).stdout;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the compiler", () => {
  it.each(FORBIDDEN)("refuses %s importing %s", (from, to) => {
    expect(output).toMatch(new RegExp(`^${from}/to-${to}\\.ts.*error`, "m"));
    expect(output).toMatch(new RegExp(`^${from}/path-to-${to}\\.ts.*error`, "m"));
  });

  it.each(Object.entries(ABSENT).flatMap(([name, lines]) => lines.map((line, index) => [name, line, index] as const)))(
    "knows in %s nothing of %s",
    (name, _line, index) => {
      expect(output).toMatch(new RegExp(`^${name}/absent-${index}\\.ts.*error`, "m"));
    },
  );

  it("allows what follows the direction", () => {
    expect(output).not.toMatch(/(fine|other|uses-engine|uses-protocol)\.ts\(/);
  });
});
