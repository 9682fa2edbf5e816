// `/** @simulatedFile config.json { "port": 3000 } */` anywhere in the program: what the simulated disk has before the run begins.

import type { Problem } from "#protocol/finding";
import { lineAndCharacter } from "./assemble";
import type { UserFile } from "./user-files";

export interface GivenFiles {
  readonly given: readonly { readonly path: string; readonly content: string }[];
  readonly problems: readonly Problem[];
}

const TAG = /@simulatedFile\b[ \t]*(\S*)([\s\S]*?)(?=\r?\n[ \t]*\*?[ \t]*@|\*\/)/g;
const COMMENT = /\/\*\*[\s\S]*?\*\//g;

/** Paths are taken from the simulated workspace, as the program's own are. */
export function givenFiles(files: readonly Pick<UserFile, "text" | "siteFile">[]): GivenFiles {
  const given = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { text, siteFile } of files) {
    if (!text.includes("@simulatedFile")) continue;
    for (const comment of text.matchAll(COMMENT)) {
      for (const tag of comment[0].matchAll(TAG)) {
        const [whole, path = "", rest = ""] = tag;
        const start = comment.index + tag.index;
        const range = {
          start: lineAndCharacter(text, start),
          end: lineAndCharacter(text, start + whole.trimEnd().length),
        };
        const wrong = (message: string) => problems.push({ severity: "error", message, file: siteFile, range });
        const content = rest.replaceAll(/\r?\n[ \t]*\*?[ \t]?/g, "\n").trim();
        if (path === "" || path === "*") wrong("`@simulatedFile` needs a path, and after it what is in the file.");
        else if (path.endsWith(".json") && !isJson(content)) wrong(`What is said to be in \`${path}\` is no JSON.`);
        else given.set(path, content);
      }
    }
  }
  return { given: [...given].map(([path, content]) => ({ path, content })), problems };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
