// `npm start`: installs what is missing, builds, and opens VS Code with the extension on examples/. Needs Node and npm, nothing else.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { canDownloadVSCode, hasDisplay, openInBrowser } from "./lib/desktop.mjs";
import { must, root, run, which } from "./lib/run.mjs";
import { main, Stop, say, step } from "./lib/say.mjs";
import { checkNode, ensurePackages } from "./lib/setup.mjs";
import { startServer, workbenchUrl } from "./lib/vscode-server.mjs";

const examples = join(root, "examples");
/** Opened first: the file with the warnings. */
const firstFile = join(examples, "bank", "transfer.ts");
const ways = ["code", "download", "server"];

await main(async () => {
  const way = process.argv[2];
  if (way !== undefined && !ways.includes(way)) throw new Stop(`Usage: npm start [-- ${ways.join("|")}]`);
  checkNode();
  await ensurePackages();
  await step("Building", () =>
    must("The build", process.execPath, [join(root, "scripts", "build.mjs")], { quiet: true }),
  );
  await open(way ?? (await bestWay()));
});

/** The desktop editor that is there; else a downloaded one; else the one from npm, in the browser. */
async function bestWay() {
  // In a remote window's terminal `code` is another program, which cannot load an extension under development.
  const remote = process.env.VSCODE_IPC_HOOK_CLI !== undefined;
  if (hasDisplay() && !remote && which("code") !== undefined) return "code";
  if (!hasDisplay()) {
    say("No display here: taking the VS Code server from npm");
    return "server";
  }
  say("No desktop VS Code on PATH (`code`): looking whether one can be downloaded …");
  if (await canDownloadVSCode()) return "download";
  say("It cannot: taking the VS Code server from npm");
  return "server";
}

async function open(way) {
  if (way === "server") return await serve();
  const executable = way === "code" ? which("code") : await download();
  if (executable === undefined) throw new Stop("There is no `code` on PATH.");
  say("Opening VS Code on examples/ …");
  const { code } = await run(executable, desktopArguments());
  if (code !== 0) throw new Stop(`VS Code ended with exit code ${code}. \`npm start -- server\` needs no desktop.`);
}

function desktopArguments() {
  const args = [`--extensionDevelopmentPath=${root}`, examples, firstFile];
  // VS Code refuses to run as root without these.
  if (process.getuid?.() === 0) args.push("--no-sandbox", `--user-data-dir=${join(root, ".cache", "vscode-user")}`);
  return args;
}

async function download() {
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  return await step("Downloading VS Code", () =>
    downloadAndUnzipVSCode({ cachePath: join(root, ".cache", "vscode-desktop") }),
  );
}

/** Runs until Ctrl-C. */
async function serve() {
  const dataDir = join(root, ".cache", "vscode-server-data");
  mkdirSync(dataDir, { recursive: true });
  const server = await startServer({
    dataDir,
    settings: { "chat.disableAIFeatures": true, "workbench.startupEditor": "none" },
  });
  const url = workbenchUrl(server.authority, { folder: examples, extension: root, file: firstFile });
  console.log(`\n  VS Code with Interleave, on examples/:\n\n  ${url}\n\n  Ctrl-C ends it.\n`);
  if (hasDisplay()) openInBrowser(url);
  const stopped = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve("asked"));
  });
  const why = await Promise.race([stopped, server.exited]);
  await server.stop();
  if (why !== "asked") throw new Stop(`The VS Code server ended by itself.\n${server.log().slice(-2000)}`);
}
