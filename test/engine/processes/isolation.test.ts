// No process and no thread sees another's module state, whatever each of them does to its own.

import fc from "fast-check";
import { expect, test } from "vitest";
import { outputOf } from "../../support/simulate-js";
import { simulate } from "../../support/against-node";

/** What a process may do to the memory that it believes to be its own. */
const WRITES = {
  variable: "state.n += 1;",
  object: "state.list.push(process.pid);",
  global: "globalThis.seen = (globalThis.seen ?? 0) + 1;",
  environment: 'process.env.MARK = "x" + (process.env.MARK ?? "");',
  cache: "state.cache.set(1, (state.cache.get(1) ?? 0) + 1);",
  static: "state.Counter.count++;",
  closure: "state.next();",
} as const;

type Write = keyof typeof WRITES;

const STATE = `let hidden = 0;
module.exports = { n: 0, list: [], cache: new Map(), Counter: class { static count = 0; }, next: () => ++hidden,
  show: () => JSON.stringify([module.exports.n, module.exports.list.length, globalThis.seen ?? 0, (process.env.MARK ?? "").length, module.exports.cache.get(1) ?? 0, module.exports.Counter.count, hidden]) };
`;

/** What is seen after a list of writes in a memory of one's own. */
function expected(writes: readonly Write[]): string {
  return JSON.stringify(Object.keys(WRITES).map((name) => writes.filter((write) => write === name).length));
}

const agent = fc.record({
  kind: fc.constantFrom("process" as const, "thread" as const),
  writes: fc.array(fc.constantFrom(...(Object.keys(WRITES) as Write[])), { maxLength: 5 }),
  pause: fc.nat({ max: 3 }),
});

test("each agent sees its own writes and nobody else's", async () => {
  const property = fc.asyncProperty(fc.array(agent, { minLength: 1, maxLength: 4 }), async (agents) => {
    const body = (index: number) => {
      const { writes, pause } = agents[index] ?? { writes: [], pause: 0 };
      const steps = writes
        .map((write) => `${WRITES[write]} await new Promise((go) => setTimeout(go, ${pause}));`)
        .join("\n");
      return `const state = require("./state.cjs");\n(async () => {\n${steps}\nconsole.log("${index}", state.show());\n})();`;
    };
    const files: Record<string, string> = { "state.cjs": STATE };
    const starts = agents.map(({ kind }, index) => {
      files[`agent${index}.cjs`] = body(index);
      return kind === "process"
        ? `fork(__dirname + "/agent${index}.cjs", { env: {} });`
        : `new Worker(__dirname + "/agent${index}.cjs", { env: {} });`;
    });
    files["main.cjs"] =
      `const { fork } = require("child_process"); const { Worker } = require("worker_threads"); const state = require("./state.cjs");\nstate.n = 100; globalThis.seen = 100; state.Counter.count = 100; process.env.MARK = "main";\n${starts.join("\n")}`;
    const printed = outputOf(await simulate(files)).sort();
    expect(printed).toEqual(agents.map(({ writes }, index) => `${index} ${expected(writes)}`).sort());
  });
  await fc.assert(property, { numRuns: 25 });
});
