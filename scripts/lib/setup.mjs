// Installs what a new machine lacks: the npm packages, and a browser for the editor tests.

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { must, npm, root, run, which } from "./run.mjs";
import { Stop, step } from "./say.mjs";

/** Stops where Node is too old for the project. */
export function checkNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) {
    throw new Stop(`Interleave needs Node 20 or newer; this is Node ${process.versions.node}. See https://nodejs.org.`);
  }
}

/** Installs the npm packages unless those that are there are as new as package-lock.json. */
export async function ensurePackages() {
  const lock = join(root, "package-lock.json");
  // npm writes this file at the end of every install.
  const installed = join(root, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  await step("Installing npm packages (npm ci)", () =>
    npm("Installing the npm packages", ["ci", "--no-audit", "--no-fund"], {
      quiet: true,
      // Tests use the machine's browser; a download of another one is never wanted.
      env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
    }),
  );
}

/** The path of a Chromium-like browser, or undefined. `INTERLEAVE_CHROMIUM` names one that is elsewhere. */
export function findChromium() {
  const named = process.env.INTERLEAVE_CHROMIUM;
  if (named !== undefined && named !== "") return named;
  const onPath = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
  const elsewhere = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    join(process.env.PROGRAMFILES ?? "", "Google/Chrome/Application/chrome.exe"),
    join(process.env["PROGRAMFILES(X86)"] ?? "", "Microsoft/Edge/Application/msedge.exe"),
  ];
  return onPath.map(which).find((path) => path !== undefined) ?? elsewhere.find((path) => existsSync(path));
}

/** As `findChromium`, but installs Debian's where it may: as root, with apt. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const root = process.getuid?.() === 0;
  if (!root || which("apt-get") === undefined) {
    throw new Stop(
      "The editor tests need Chromium or Chrome, and none was found; install one or set INTERLEAVE_CHROMIUM to its path.",
    );
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await step("Installing Chromium (apt-get install chromium)", async () => {
    // An old package list may still do, so its failure alone is no reason to stop.
    await run("apt-get", ["update"], { env, quiet: true });
    const install = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
    await must("Installing Chromium", "apt-get", install, { env, quiet: true });
  });
  const installed = findChromium();
  if (installed === undefined) throw new Stop("Chromium was installed but is not on PATH.");
  return installed;
}
