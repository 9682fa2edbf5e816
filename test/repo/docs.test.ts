// The documents are true where a machine can tell: links lead somewhere, commands exist, named files and tests are there.

import { existsSync, readdirSync } from "node:fs";
import { posix, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { read, repositoryFiles, root } from "./sources";

const documents = repositoryFiles().filter((file) => file.endsWith(".md") && !file.startsWith("test/"));
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** Headings as the anchors that links name. */
function anchors(file: string): readonly string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(documents)("%s", (file) => {
  const text = read(file);

  it("links only to what is there", () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? "");
    const broken = links
      .filter((link) => !/^(https?|mailto):/.test(link))
      .filter((link) => {
        const [path = "", anchor] = link.split("#");
        const target = path === "" ? file : posix.normalize(posix.join(posix.dirname(file), path));
        if (!existsSync(resolve(root, target))) return true;
        return anchor !== undefined && target.endsWith(".md") && !anchors(target).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it("names only npm scripts that exist", () => {
    const builtIn = new Set(["install", "ci", "start", "test"]);
    const named = [...text.matchAll(/[`\n]npm (?:run )?([a-z][a-z:-]*)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => name !== "run" && !builtIn.has(name) && scripts[name] === undefined)).toEqual([]);
  });

  it("names only files of ours that exist", () => {
    const named = [
      ...text.matchAll(/`((?:client|server|engine|protocol|media|test|scripts|docs|examples)\/[^`\s<>*{}]+)`/g),
    ];
    const missing = named
      .map(([, path = ""]) => path.replace(/:\d+$/, ""))
      .filter((path) => !existsSync(resolve(root, path)));
    expect(missing).toEqual([]);
  });
});

describe("README.md", () => {
  it("lists every rule once, with its document and its summary", () => {
    const rows = [...read("README.md").matchAll(/^\|[^|]*\| \[`([\w-]+)`\]\(docs\/rules\/\1\.md\) \| (.*) \|$/gm)];
    const listed = Object.fromEntries(rows.map(([, id, summary]) => [id, summary]));
    const documents = readdirSync(resolve(root, "docs/rules")).map((name) => name.replace(/\.md$/, ""));
    const said = documents.map((id) => [id, read(`docs/rules/${id}.md`).split("\n")[2]]);
    expect(rows).toHaveLength(documents.length);
    expect(listed).toEqual(Object.fromEntries(said));
  });

  it("names every script that a person would look for", () => {
    const text = read("README.md");
    expect(
      ["npm start", "npm test", "npm run check", "npm run build", "npm run package"].filter(
        (line) => !text.includes(line),
      ),
    ).toEqual([]);
  });
});
