#!/usr/bin/env node
// Stands in for the `code` binary in test-electron's runTests: takes its arguments, opens VS Code's server in Chromium, and ends with the tests' exit code.

import { appendFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { main, Stop, say } from "../../scripts/lib/say.mjs";
import { ensureChromium } from "../../scripts/lib/setup.mjs";
import { startServer, workbenchUrl } from "../../scripts/lib/vscode-server.mjs";
import { serveBridge } from "./bridge-server.mjs";

/** Chromium as root, in a container, without a screen or a network. */
const CHROMIUM_FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

await main(async () => {
  const options = parse(process.argv.slice(2));
  const executablePath = await ensureChromium();
  const scratch = await mkdtemp(join(tmpdir(), "interleave-editor-"));
  say("Starting the VS Code server …");
  const server = await startServer({ dataDir: join(scratch, "server"), settings: options.settings });
  let browser;
  const stop = async () => {
    await browser?.close().catch(() => undefined);
    await server.stop();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const interrupt = () => stop().then(() => process.exit(130));
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const ended = new Promise((resolve) => {
      page.exposeFunction("codeAutomationExit", (code) => resolve(code));
      server.exited.then(() => resolve(new Stop("The VS Code server ended before the tests did.")));
      page.on("crash", () => resolve(new Stop("The browser's page crashed.")));
    });
    // Everything the extension host and the page print: too much for the terminal, all that one wants after a failure.
    const log = (text) => appendFileSync(join(options.artifacts, "editor.log"), `${text}\n`);
    await page.exposeFunction("codeAutomationLog", (type, values) => log(`host ${type}: ${values.join(" ")}`));
    page.on("console", (message) => log(`page ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => log(`page threw: ${error.stack ?? error.message}`));
    const bridge = serveBridge(page, options.bridge);
    say("Opening the workbench in Chromium …");
    await page.goto(workbenchUrl(server.authority, options));
    const limit = new Promise((resolve) => {
      const late = new Stop(`The editor tests did not end within ${options.minutes} minutes.`);
      setTimeout(() => resolve(late), options.minutes * 60_000).unref();
    });
    const result = await Promise.race([ended, limit]);
    bridge.stop();
    if (result instanceof Stop) {
      await page.screenshot({ path: join(options.artifacts, "stopped.png") }).catch(() => undefined);
      throw result;
    }
    return result;
  } finally {
    await stop();
  }
});

/** The arguments that matter here; the rest (`--no-sandbox`, `--user-data-dir=…`) belongs to the desktop program. */
function parse(args) {
  const value = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const folder = args.find((arg) => !arg.startsWith("-"));
  const extension = value("extensionDevelopmentPath");
  const tests = value("extensionTestsPath");
  const bridge = process.env.INTERLEAVE_BRIDGE;
  const artifacts = process.env.INTERLEAVE_ARTIFACTS;
  if (folder === undefined || extension === undefined || bridge === undefined || artifacts === undefined) {
    throw new Stop("This script is started by test/editor/run.mjs.");
  }
  const settings = JSON.parse(process.env.INTERLEAVE_EDITOR_SETTINGS ?? "{}");
  const minutes = Number(process.env.INTERLEAVE_EDITOR_MINUTES ?? "10");
  return { folder, extension, tests, bridge, artifacts, settings, minutes };
}
