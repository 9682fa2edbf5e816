// The built panel alone in a real browser: VS Code's side is a stub, everything else (bundle, policy, worker) is as in production.

import { mkdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { panelHtml } from "#client/panel-html";
import { DEFAULT_MACHINE } from "#engine/machine";
import type { Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import type { FromWebview, ToWebview, ViewState } from "#protocol/webview";
import { harden } from "../../../scripts/lib/harden/plugin.mjs";
import { THEMES, type ThemeName } from "./themes";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const built = join(root, ".cache", "panel-harness");
export const artifacts = join(root, "test-artifacts", "panel");

export interface Harness {
  /** Text of the real engine's worker. */
  readonly engineSource: string;
  /** Path of the panel's built script. */
  readonly script: string;
  open(options?: OpenOptions): Promise<Panel>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  /** What the panel kept from before it was hidden. */
  readonly kept?: unknown;
}

export interface Panel {
  readonly page: Page;
  send(message: ToWebview): Promise<void>;
  /** Messages of the panel so far, oldest first. */
  posted(): Promise<readonly FromWebview[]>;
  /** The last message of this type, as soon as one fulfils the condition. */
  waitFor<T extends FromWebview["type"]>(
    type: T,
    fulfils?: (message: Extract<FromWebview, { type: T }>) => boolean,
  ): Promise<Extract<FromWebview, { type: T }>>;
  setTheme(theme: ThemeName): Promise<void>;
  screenshot(name: string): Promise<void>;
  /** Errors and policy violations that the page reported. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Builds the two bundles of the webview with the options of scripts/build.mjs, and starts a browser. */
export async function startHarness(): Promise<Harness> {
  await mkdir(built, { recursive: true });
  await mkdir(artifacts, { recursive: true });
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "browser",
    target: "es2022",
    format: "iife",
    minify: true,
    logLevel: "error",
  } as const;
  await build({
    ...common,
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: ["media/main.tsx"],
    outfile: join(built, "main.js"),
  });
  await build({ ...common, entryPoints: ["media/style.css"], outfile: join(built, "style.css") });
  const worker = "media/worker/main.ts";
  await build({
    ...common,
    entryPoints: [worker],
    outfile: join(built, "engine-worker.js"),
    plugins: [harden(worker)],
  });
  const engineSource = await readFile(join(built, "engine-worker.js"), "utf8");
  const server = await serve();
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    engineSource,
    script: join(built, "main.js"),
    open: (options = {}) => openPanel(browser, `http://127.0.0.1:${port}/`, options),
    close: async () => {
      await browser.close();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Answers a run with this trace: the panel without the engine. */
export function engineThatAnswers(trace: Trace): string {
  return `const trace = ${JSON.stringify(trace)};
    self.__interleaveUnits = {};
    self.onmessage = ({ data }) => self.postMessage({ type: "trace", run: data.run, trace: { ...trace, machine: data.machine } });`;
}

export function load(scenario: Scenario, engineSource: string, view?: ViewState): ToWebview {
  return { type: "load", scenario, engineSource, machine: DEFAULT_MACHINE, view };
}

async function serve(): Promise<Server> {
  const require = createRequire(import.meta.url);
  const files: Readonly<Record<string, readonly [string, string]>> = {
    "/main.js": ["text/javascript", join(built, "main.js")],
    "/style.css": ["text/css", join(built, "style.css")],
    "/codicon.css": ["text/css", require.resolve("@vscode/codicons/dist/codicon.css")],
    "/codicon.ttf": ["font/ttf", require.resolve("@vscode/codicons/dist/codicon.ttf")],
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").replace(/\?.*$/, "");
    const file = files[path];
    if (path === "/") {
      const cspSource = `http://${request.headers.host}`;
      const html = panelHtml({
        cspSource,
        nonce: "harness",
        script: "/main.js",
        styles: ["/style.css", "/codicon.css"],
      });
      response.writeHead(200, { "content-type": "text/html" }).end(html);
    } else if (path === "/favicon.ico") {
      response.writeHead(204).end();
    } else if (file !== undefined) {
      readFile(file[1]).then(
        (bytes) => response.writeHead(200, { "content-type": file[0] }).end(bytes),
        () => response.writeHead(500).end(),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

interface HarnessWindow {
  __posted: FromWebview[];
  __kept: unknown;
  acquireVsCodeApi(): { postMessage(message: FromWebview): void; getState(): unknown; setState(state: unknown): void };
}

async function openPanel(browser: Browser, url: string, options: OpenOptions): Promise<Panel> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 640, height: options.height ?? 1000 },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.addInitScript((kept) => {
    const scope = globalThis as unknown as HarnessWindow;
    scope.__posted = [];
    scope.__kept = kept;
    scope.acquireVsCodeApi = () => ({
      postMessage: (message) => scope.__posted.push(structuredClone(message)),
      getState: () => scope.__kept,
      setState: (state) => {
        scope.__kept = state;
      },
    });
  }, options.kept);
  const theme = THEMES[options.theme ?? "dark"];
  const classes = options.reducedMotion === true ? [...theme.classes, "vscode-reduce-motion"] : theme.classes;
  await page.addInitScript(applyTheme, { ...theme, classes });
  await page.goto(url);
  const posted = (): Promise<readonly FromWebview[]> =>
    page.evaluate(() => (globalThis as unknown as HarnessWindow).__posted);
  return {
    page,
    complaints,
    posted,
    send: (message) => page.evaluate((it) => globalThis.postMessage(it, "*"), message),
    async waitFor<T extends FromWebview["type"]>(
      type: T,
      fulfils: (message: Extract<FromWebview, { type: T }>) => boolean = () => true,
    ) {
      const deadline = Date.now() + 15_000;
      for (;;) {
        const messages = await posted();
        const found = messages.filter((it): it is Extract<FromWebview, { type: T }> => it.type === type).at(-1);
        if (found !== undefined && fulfils(found)) return found;
        if (deadline < Date.now())
          throw new Error(
            `no fitting "${type}" message; the last was ${JSON.stringify(found)}; ${complaints.join("\n")}`,
          );
        await page.waitForTimeout(20);
      }
    },
    async setTheme(name) {
      await page.evaluate(applyTheme, THEMES[name]);
    },
    async screenshot(name) {
      await page.screenshot({ path: join(artifacts, `${name}.png`), fullPage: true });
    },
    close: () => context.close(),
  };
}

/** Runs in the page: puts the theme where VS Code puts it. */
function applyTheme(theme: {
  readonly classes: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}): void {
  const put = (): void => {
    document.documentElement.removeAttribute("style");
    for (const [name, value] of Object.entries(theme.variables))
      document.documentElement.style.setProperty(name, value);
    document.body.className = theme.classes.join(" ");
  };
  if (document.body === null) document.addEventListener("DOMContentLoaded", put, { once: true });
  else put();
}
