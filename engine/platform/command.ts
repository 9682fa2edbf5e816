// Reads command lines: which file of the user's own program a command runs, if it runs one.

import type { Program } from "./child-process";

/** Programs that run a script given to them. */
const RUNNERS = /(^|\/)(node|nodejs|tsx|ts-node|bun|deno)(\.exe)?$/;
/** Options of theirs that take the next word along. */
const WITH_VALUE = new Set(
  "-r --require --import --loader --experimental-loader -C --conditions --env-file --tsconfig --project -P".split(" "),
);
/** Words before the script that are no options: `deno run`, `tsx watch`. */
const VERBS = new Set(["run", "watch"]);

/** Words of a shell command: quotes and backslashes are understood; a pipe or a `&&` makes it one word that no runner is. */
export function parseCommand(line: string): readonly string[] {
  if (/[|;<>`]|&&|\$\(/.test(line)) return [line];
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g)) {
    words.push(
      word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, one?: string) =>
        double === undefined ? (single ?? one ?? "") : double.replace(/\\(["\\$`])/g, "$1"),
      ),
    );
  }
  return words;
}

/** The script that a command runs; `undefined` where it runs something else. */
export function scriptOf(words: readonly string[]): Extract<Program, { kind: "script" }> | undefined {
  const at =
    words[0] === "npx" || words[0] === "pnpx"
      ? words.findIndex((word, index) => index > 0 && !word.startsWith("-"))
      : 0;
  if (at < 0 || !RUNNERS.test(words[at] ?? "")) return undefined;
  const execArgv: string[] = [];
  for (let index = at + 1; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) {
      if (VERBS.has(word) && execArgv.length === 0) continue;
      return { kind: "script", file: word, args: words.slice(index + 1), execArgv };
    }
    // Code given on the command line is no file.
    if (/^(-e|-p|--eval|--print|-i|--test)$/.test(word)) return undefined;
    execArgv.push(word);
    if (WITH_VALUE.has(word)) execArgv.push(words[++index] ?? "");
  }
  return undefined;
}
