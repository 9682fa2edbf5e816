// A complete VS Code from the npm registry, for machines that can reach nothing else: installed once, started on a free port.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { npm, root, run } from "./run.mjs";
import { Stop, say, step } from "./say.mjs";

/** code-server carries VS Code's own server and workbench; its version says which VS Code (4.139.1 is VS Code 1.139.1). */
const CODE_SERVER = "4.139.1";
/** The Node that this code-server is built for. */
const NODE_MAJOR = 24;

const home = join(root, ".cache", "vscode-server");
const vscodeIn = (folder) => join(folder, "node_modules", "code-server", "lib", "vscode");

/** Installs the server into `.cache/vscode-server` unless it is there. Returns how to start it. */
export async function ensureServer() {
  const stamp = join(home, "ready.json");
  const wanted = JSON.stringify({ codeServer: CODE_SERVER, node: NODE_MAJOR, layout: 1 });
  const there = existsSync(stamp) ? await readFile(stamp, "utf8") : "";
  if (there !== wanted) {
    await step(`Installing VS Code ${CODE_SERVER.replace(/^4/, "1")} from npm (about 600 MB, once)`, () =>
      install(stamp, wanted),
    );
  }
  const main = join(vscodeIn(home), "out", "server-main.js");
  return { node: nodeBinary(home), main };
}

/** Beside its final place first, so that an interrupted install is never taken for a whole one. */
async function install(stamp, contents) {
  await mkdir(dirname(home), { recursive: true });
  const temporary = await mkdtemp(`${home}-`);
  try {
    await writeFile(join(temporary, "package.json"), '{ "private": true }\n');
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
    const wanted = [`code-server@${CODE_SERVER}`];
    if (!isRightNode()) {
      // The package `node` fetches this one in an install script; taking it directly needs no script.
      wanted.push(`node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}@${NODE_MAJOR}`);
    }
    const what = "Installing the VS Code server";
    await npm(what, ["install", ...wanted, ...flags], { cwd: temporary, quiet: true });
    const vscode = vscodeIn(temporary);
    say("  its modules …");
    await npm(what, ["install", "--omit=dev", ...flags], { cwd: vscode, quiet: true });
    say("  its built-in extensions …");
    await npm(what, ["install", "--omit=dev", ...flags], { cwd: join(vscode, "extensions"), quiet: true });
    await replaceWatchdog(vscode);
    await writeFile(join(temporary, "ready.json"), contents);
    await rm(home, { recursive: true, force: true });
    await rename(temporary, home);
    if (!existsSync(stamp)) throw new Stop("The VS Code server could not be moved to its place.");
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * The extension host insists on one native module, which ends it when its parent died. It is not compiled here (that would
 * need a C++ compiler), and we end the whole group of processes ourselves.
 */
async function replaceWatchdog(vscode) {
  const folder = join(vscode, "node_modules", "@vscode", "native-watchdog", "build", "Release");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "watchdog.js"), "exports.start = () => {};\n");
}

function nodeBinary(folder) {
  if (isRightNode()) return process.execPath;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "node";
  return join(folder, "node_modules", `node-${platform}-${process.arch}`, "bin", file);
}

function isRightNode() {
  return Number(process.versions.node.split(".")[0]) === NODE_MAJOR;
}

/**
 * Starts the server and waits until it answers.
 *
 * @param dataDir where it keeps its settings and logs
 * @param settings the user settings, written before the start
 * @param trustWorkspace whether to skip the question about trust
 */
export async function startServer({ dataDir, settings = {}, trustWorkspace = true }) {
  const { node, main } = await ensureServer();
  const user = join(dataDir, "data", "User");
  await mkdir(user, { recursive: true });
  await writeFile(join(user, "settings.json"), `${JSON.stringify(settings, undefined, 2)}\n`);
  const port = await freePort();
  const args = [
    main,
    ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token", "--accept-server-license-terms"],
    ...["--server-data-dir", dataDir, "--telemetry-level", "off"],
    // Without this the workbench ignores the paths of the extension under development and of its tests.
    "--enable-smoke-test-driver",
    ...(trustWorkspace ? ["--disable-workspace-trust"] : []),
  ];
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`;
  // A process group of its own, so that the extension host ends with it.
  const child = spawn(node, args, {
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  let log = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (log += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (log += text));
  let ended;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code) => (ended ??= `exit code ${code}`));

  const authority = `127.0.0.1:${port}`;
  const stop = () => stopGroup(child, () => ended !== undefined);
  const deadline = Date.now() + 60_000;
  while (!(await answers(`http://${authority}/`))) {
    if (ended !== undefined || Date.now() > deadline) {
      await stop();
      throw new Stop(`The VS Code server did not start (${ended ?? "no answer in 60 s"}).\n${log.slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { authority, stop, log: () => log, exited: new Promise((resolve) => child.on("exit", resolve)) };
}

/** The address that opens `folder` with the extension under development; runs `tests` in its host, or opens `file`, where given. */
export function workbenchUrl(authority, { folder, extension, tests, file }) {
  const remote = (path) => `vscode-remote://${authority}${posix(path)}`;
  const payload = [
    ["extensionDevelopmentPath", remote(extension)],
    ["skipWelcome", "true"],
  ];
  if (tests !== undefined) payload.push(["extensionTestsPath", remote(tests)]);
  if (file !== undefined) payload.push(["openFile", remote(file)]);
  const query = new URLSearchParams({ folder: posix(folder), payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}

/** `C:\a` is `/C:/a` in an address. */
function posix(path) {
  const slashes = path.replaceAll("\\", "/");
  return slashes.startsWith("/") ? slashes : `/${slashes}`;
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Asks the process and all it started to end, and makes them after three seconds. */
async function stopGroup(child, hasEnded) {
  const signal = async (name) => {
    try {
      if (process.platform === "win32") await run("taskkill", ["/pid", String(child.pid), "/T", "/F"], { quiet: true });
      else process.kill(-child.pid, name);
    } catch {
      // Already gone.
    }
  };
  await signal("SIGTERM");
  for (let waited = 0; waited < 3000 && !hasEnded(); waited += 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await signal("SIGKILL");
}
