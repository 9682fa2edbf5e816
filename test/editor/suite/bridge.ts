// The suite's end of the bridge to the outside of VS Code: clicks, keys and pictures. Absent in the desktop editor, where tests use commands instead.

import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Which document a request is about. */
export type Frame = "workbench" | "panel";

export interface Bridge {
  /** A picture of the whole window as `test-artifacts/<name>.png`. */
  screenshot(name: string): Promise<void>;
  /** Presses a key or chord in Playwright's notation, wherever the focus is. */
  press(key: string): Promise<void>;
  /** Clicks the first element of `selector` that contains `text`; waits until there is one. */
  click(frame: Frame, selector: string, text?: string): Promise<void>;
  /** The visible text of every element of `selector`. */
  texts(frame: Frame, selector: string): Promise<readonly string[]>;
  /** Runs a function without free variables in the document. */
  evaluate(frame: Frame, fn: () => unknown): Promise<unknown>;
}

type Reply = { readonly ok: true; readonly value?: unknown } | { readonly ok: false; readonly message: string };

/** The bridge where there is one. */
export function connectBridge(env: NodeJS.ProcessEnv): Bridge | undefined {
  const { INTERLEAVE_BRIDGE: folder, INTERLEAVE_ARTIFACTS: artifacts, INTERLEAVE_OUTSIDE: outside } = env;
  if (folder === undefined || artifacts === undefined || outside !== "browser") return undefined;
  const ask = async (request: object): Promise<unknown> => {
    // Counted on the disk: each test file is a bundle with a copy of this module.
    const count = readdirSync(folder).filter((name) => name.endsWith(".request.json")).length + 1;
    const path = join(folder, `${count}.request.json`);
    writeFileSync(`${path}.part`, JSON.stringify(request));
    renameSync(`${path}.part`, path);
    const replyPath = join(folder, `${count}.reply.json`);
    const deadline = Date.now() + 40_000;
    while (!existsSync(replyPath)) {
      if (Date.now() > deadline) throw new Error(`No answer from outside: ${JSON.stringify(request)}`);
      await sleep(20);
    }
    // Written by our own launcher, whole.
    const reply = JSON.parse(readFileSync(replyPath, "utf8")) as Reply;
    if (!reply.ok) throw new Error(reply.message);
    return reply.value;
  };
  return {
    screenshot: async (name) => void (await ask({ kind: "screenshot", path: join(artifacts, `${name}.png`) })),
    press: async (key) => void (await ask({ kind: "press", key })),
    click: async (frame, selector, text) => void (await ask({ kind: "click", frame, selector, text })),
    texts: async (frame, selector) => (await ask({ kind: "texts", frame, selector })) as readonly string[],
    evaluate: async (frame, fn) => await ask({ kind: "evaluate", frame, function: fn.toString() }),
  };
}
