// What a program finds when it looks for the outside from within the engine's worker, in a real browser under the production policy.

import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, startHarness } from "../harness/panel";

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});

afterAll(async () => {
  await harness?.close();
});

/** The worker's own neutralising, around a probe in place of the engine. The probe is sloppy code, as a user's may be. */
async function probe(code: string): Promise<unknown> {
  const contents = `
    import { neutralise } from "./media/worker/neutralise";
    const post = self.postMessage.bind(self);
    const left = neutralise(self, new Set());
    const look = PROBE;
    new Promise((resolve) => resolve(left.length === 0 ? look() : "left over: " + left.join(", "))).then(
      (value) => post({ value }),
      (error) => post({ value: "refused: " + error.name }),
    );`;
  const built = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  const source = (built.outputFiles[0]?.text ?? "").replace("PROBE", () => `(function () { ${code} })`);
  const panel = await harness.open();
  const answer = await panel.page.evaluate(
    (text) =>
      new Promise<unknown>((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
        worker.onmessage = ({ data }) => resolve(data.value);
        worker.onerror = (event) => resolve(`error: ${event.message}`);
      }),
    source,
  );
  await panel.close();
  return answer;
}

test("sloppy this leads to a global object with nothing but the language", async () => {
  const names = await probe(`
    const found = [];
    for (let it = this; it !== null && it !== Object.prototype; it = Object.getPrototypeOf(it)) {
      for (const key of Reflect.ownKeys(it)) if (it[key] !== undefined) found.push(String(key));
    }
    return found;`);
  const outside =
    /fetch|http|socket|storage|database|caches|import|worker|message|channel|navigator|location|timeout|interval|event|blob|file|url|crypto|performance|console|wasm|assembly/i;
  expect(Array.isArray(names)).toBe(true);
  expect(names).toContain("Array");
  expect((Array.isArray(names) ? names : []).filter((name) => outside.test(String(name)))).toEqual([]);
});

test.each([
  ["eval", "return (0, eval)('1')", "refused: EvalError"],
  ["new Function", "return new Function('return 1')()", "refused: EvalError"],
  ["a constructor's constructor", "return [].constructor.constructor('return this')()", "refused: EvalError"],
  [
    "import of a data address",
    "return import('data:text/javascript,export default 1').then(() => 'came in')",
    "refused: TypeError",
  ],
  ["import from the network", "return import('https://example.com/a.js').then(() => 'came in')", "refused: TypeError"],
  [
    "posting by itself",
    "return typeof this.postMessage + typeof Object.getPrototypeOf(this).postMessage",
    "undefinedundefined",
  ],
])("%s is refused", async (_name, code, answer) => {
  expect(await probe(code)).toBe(answer);
});
