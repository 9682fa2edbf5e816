// Runs other programs, in the same way on every operating system.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Stop } from "./say.mjs";

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const windows = process.platform === "win32";

/** The full path of a program on PATH, or undefined. */
export function which(name) {
  const endings = windows ? (process.env.PATHEXT ?? ".EXE;.CMD;.BAT").split(";") : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending.toLowerCase());
      if (folder !== "" && existsSync(path)) return path;
    }
  }
  return undefined;
}

/**
 * Runs a program to its end.
 *
 * `quiet` keeps its output back unless it fails. `capture` also returns the output while showing it.
 * Resolves to the exit code and output; a program that cannot be started counts as exit code 127.
 */
export function run(command, args, { cwd = root, env = {}, quiet = false, capture = false } = {}) {
  // Windows starts `.cmd` files (npm, code) only through its shell, which needs the arguments quoted.
  const shell = windows && /\.(cmd|bat)$/i.test(which(command) ?? command);
  const child = spawn(shell ? quote(command) : command, shell ? args.map(quote) : args, {
    cwd,
    shell,
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet || capture ? "pipe" : "inherit", quiet || capture ? "pipe" : "inherit"],
  });
  let output = "";
  const keep = (stream) => (chunk) => {
    output += chunk;
    if (!quiet) stream.write(chunk);
  };
  child.stdout?.setEncoding("utf8").on("data", keep(process.stdout));
  child.stderr?.setEncoding("utf8").on("data", keep(process.stderr));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code, signal) => resolve({ code: code ?? 1, output, signal }));
  });
}

/** Runs a program that must succeed; `what` begins the sentence that is printed where it does not. */
export async function must(what, command, args, options = {}) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    const tail = options.quiet ? `\n${output.split("\n").slice(-30).join("\n")}` : "";
    throw new Stop(`${what} failed: \`${[command, ...args].join(" ")}\` ended with exit code ${code}.${tail}`);
  }
}

/** Runs npm. */
export function npm(what, args, options = {}) {
  return must(what, windows ? "npm.cmd" : "npm", args, options);
}

/** Runs a JavaScript file of an installed package with this Node, e.g. `bin("typescript/bin/tsc")`. */
export function bin(path) {
  return join(root, "node_modules", path);
}

function quote(text) {
  return /[\s&()^"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}
