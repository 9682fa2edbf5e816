// The browser's end of the bridge: does for the suite what only the outside of VS Code can do. The suite's end is suite/bridge.ts.

import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

/** How long an element may take to appear before a request for it fails, in milliseconds. */
const PATIENCE = 15_000;

/**
 * Answers the requests that appear as `<n>.request.json` in `folder`, one after the other, with `<n>.reply.json`.
 * A reply is `{ ok: true, value }` or `{ ok: false, message }`.
 */
export function serveBridge(page, folder) {
  const done = new Set();
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    const requests = readdirSync(folder).filter((name) => name.endsWith(".request.json") && !done.has(name));
    for (const name of requests.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))) {
      done.add(name);
      const reply = await answer(page, JSON.parse(readFileSync(join(folder, name), "utf8")));
      const to = join(folder, name.replace("request", "reply"));
      // Renamed when whole, so that the suite never reads half a reply.
      writeFileSync(`${to}.part`, JSON.stringify(reply));
      renameSync(`${to}.part`, to);
    }
    busy = false;
  }, 30);
  return { stop: () => clearInterval(timer) };
}

async function answer(page, request) {
  try {
    return { ok: true, value: await perform(page, request) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

async function perform(page, request) {
  switch (request.kind) {
    case "screenshot": {
      await mkdir(dirname(request.path), { recursive: true });
      await page.screenshot({ path: request.path });
      return undefined;
    }
    case "press":
      return await page.keyboard.press(request.key);
    case "click": {
      const locator = (await place(page, request.frame)).locator(request.selector);
      const one = request.text === undefined ? locator : locator.filter({ hasText: request.text });
      return await one.first().click({ timeout: PATIENCE });
    }
    case "texts": {
      const locator = (await place(page, request.frame)).locator(request.selector);
      return await locator.allInnerTexts();
    }
    case "evaluate":
      // The text of a function without free variables, run in the document; returns plain JSON.
      return await (await place(page, request.frame)).evaluate(`(${request.function})()`);
    default:
      throw new Error(`The bridge knows no request "${request.kind}".`);
  }
}

/** The workbench's own document, or the panel's: an iframe in an iframe, known by the element that it must have. */
async function place(page, frame) {
  if (frame === "workbench") return page.mainFrame();
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    for (const candidate of page.frames()) {
      if (candidate.parentFrame()?.parentFrame() == null) continue;
      const is = await candidate.evaluate("document.querySelector('#app') !== null").catch(() => false);
      if (is) return candidate;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("No panel is open.");
}
