// What this machine can show: a desktop, a browser, and whether VS Code can be downloaded.

import { spawn } from "node:child_process";

/** Whether a window can be opened here. */
export function hasDisplay() {
  if (process.platform === "win32" || process.platform === "darwin") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Asks VS Code's download service, for at most three seconds. */
export async function canDownloadVSCode() {
  try {
    const url = "https://update.code.visualstudio.com/api/releases/stable";
    return (await fetch(url, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

/** Opens an address in the person's browser. Its address was printed, so a failure is not worth a word. */
export function openInBrowser(url) {
  const [command, args] = opener(url);
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}

function opener(url) {
  if (process.platform === "darwin") return ["open", [url]];
  if (process.platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
  return ["xdg-open", [url]];
}
