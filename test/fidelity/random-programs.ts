// Random programs of promises, async functions, generators, ticks, microtasks, timers, immediates, ports and workers whose order Node promises.

import fc from "fast-check";

/** Something that a function body does. Never two timers that could fire together, never an immediate that races a timer. */
export type Action =
  | {
      readonly kind: "queue";
      readonly how: "queueMicrotask" | "process.nextTick" | "setImmediate" | "later";
      readonly body: Body;
    }
  | { readonly kind: "then"; readonly ends: "value" | "promise" | "thenable" | "throw"; readonly body: Body }
  | { readonly kind: "call"; readonly body: readonly AsyncAction[] }
  | {
      readonly kind: "combine";
      readonly how: "all" | "allSettled" | "race" | "any";
      readonly parts: readonly (readonly AsyncAction[])[];
    };

export type Body = readonly Action[];

/** What the body of an async function does. */
export type AsyncAction =
  | { readonly kind: "do"; readonly action: Action }
  | {
      readonly kind: "await";
      readonly what: "null" | "Promise.resolve()" | "thenable" | "tick" | "immediate" | "later" | "rejection";
    }
  | { readonly kind: "await-call"; readonly body: readonly AsyncAction[] }
  | { readonly kind: "for-await"; readonly over: "array" | "generator"; readonly body: readonly AsyncAction[] }
  | { readonly kind: "try"; readonly body: readonly AsyncAction[]; readonly throws: boolean };

export interface RandomProgram {
  readonly main: Body;
  /** Messages that go through a channel, and what their handler does. */
  readonly port: { readonly messages: number; readonly body: Body } | undefined;
  /** What a worker does that is started when the rest is over. */
  readonly worker: Body | undefined;
}

const { action, asyncAction } = fc.letrec<{ action: Action; asyncAction: AsyncAction }>((tie) => {
  const actions = fc.array(tie("action"), { maxLength: 3, depthIdentifier: "nesting" });
  const asyncActions = fc.array(tie("asyncAction"), { maxLength: 3, depthIdentifier: "nesting" });
  const leaf: fc.Arbitrary<AsyncAction> = fc.record({
    kind: fc.constant("await" as const),
    what: fc.constantFrom("null", "Promise.resolve()", "thenable", "tick", "immediate", "later", "rejection"),
  });
  return {
    action: fc.oneof(
      { depthIdentifier: "nesting", maxDepth: 4 },
      fc.record({
        kind: fc.constant("queue" as const),
        how: fc.constantFrom("queueMicrotask", "process.nextTick", "setImmediate", "later"),
        body: fc.constant([]),
      }),
      fc.record({
        kind: fc.constant("queue" as const),
        how: fc.constantFrom("queueMicrotask", "process.nextTick", "setImmediate", "later"),
        body: actions,
      }),
      fc.record({
        kind: fc.constant("then" as const),
        ends: fc.constantFrom("value", "promise", "thenable", "throw"),
        body: actions,
      }),
      fc.record({ kind: fc.constant("call" as const), body: asyncActions }),
      fc.record({
        kind: fc.constant("combine" as const),
        how: fc.constantFrom("all", "allSettled", "race", "any"),
        parts: fc.array(asyncActions, { minLength: 1, maxLength: 3 }),
      }),
    ),
    asyncAction: fc.oneof(
      { depthIdentifier: "nesting", maxDepth: 4 },
      leaf,
      fc.record({ kind: fc.constant("do" as const), action: tie("action") }),
      fc.record({ kind: fc.constant("await-call" as const), body: asyncActions }),
      fc.record({
        kind: fc.constant("for-await" as const),
        over: fc.constantFrom("array", "generator"),
        body: asyncActions,
      }),
      fc.record({ kind: fc.constant("try" as const), body: asyncActions, throws: fc.boolean() }),
    ),
  };
});
void asyncAction;

const body: fc.Arbitrary<Body> = fc.array(action, { maxLength: 4 });

export const randomProgram: fc.Arbitrary<RandomProgram> = fc.record({
  main: fc.array(action, { minLength: 1, maxLength: 5 }),
  port: fc.option(fc.record({ messages: fc.integer({ min: 1, max: 3 }), body }), { nil: undefined, freq: 3 }),
  worker: fc.option(body, { nil: undefined, freq: 5 }),
});

/** Every timer fires this long after the one that was set before it. */
const GAP_MS = 12;

/** `say` prints a line; `later` sets a timer that no other can meet. */
const TOOLS = `
let slot = 0;
const begun = Date.now();
const later = (run) => {
  slot = Math.max(slot, Math.ceil((Date.now() - begun) / ${GAP_MS})) + 1;
  setTimeout(run, slot * ${GAP_MS} - (Date.now() - begun));
};
const thenable = { then(resolve) { say("thenable"); resolve(); } };
`;

/** The program as a CommonJS file. */
export function programText(program: RandomProgram): string {
  const print = printer();
  const lines = [`const say = (text) => console.log(text);${TOOLS}`];
  const { port, worker } = program;
  if (worker !== undefined) {
    const inner = `const { parentPort } = require("node:worker_threads");\nconst say = (text) => parentPort.postMessage("worker " + text);${TOOLS}${print.body(worker, "")}`;
    lines.push(
      `const { Worker } = require("node:worker_threads");`,
      `process.once("beforeExit", () => {`,
      `  const worker = new Worker(${JSON.stringify(inner)}, { eval: true });`,
      `  worker.on("message", (text) => say(text));`,
      `  worker.on("exit", (code) => say("exit of the worker " + code));`,
      `});`,
    );
  }
  if (port !== undefined) {
    lines.push(
      `const { MessageChannel } = require("node:worker_threads");`,
      `const { port1, port2 } = new MessageChannel();`,
      `port2.on("message", (message) => {`,
      `  say("message " + message);`,
      `  if (message === ${port.messages - 1}) port2.close();`,
      `${print.body(port.body, "  ")}});`,
      ...Array.from({ length: port.messages }, (_, index) => `port1.postMessage(${index});`),
    );
  }
  lines.push(print.body(program.main, ""), `say("end of main");`);
  // In a timer, where the loop stands at the same place in a worker, which the real one is, as in a main thread.
  return `setTimeout(() => {\n${lines.join("\n")}\n}, 1);\n`;
}

/** Numbers what it prints, so that every line of the output says where it is from. */
function printer() {
  let count = 0;
  const next = () => ++count;

  const one = (action: Action, indent: string): string => {
    const id = next();
    const inner = `${indent}  `;
    switch (action.kind) {
      case "queue":
        return `${indent}${action.how}(() => {\n${inner}say("${id}");\n${body(action.body, inner)}${indent}});\n`;
      case "then": {
        const end = {
          value: `return ${id};`,
          promise: `return Promise.resolve(${id});`,
          thenable: "return thenable;",
          throw: `throw new Error("${id}");`,
        }[action.ends];
        return `${indent}Promise.resolve().then(() => {\n${inner}say("${id}");\n${body(action.body, inner)}${inner}${end}\n${indent}}).then(() => say("${id} ok"), () => say("${id} failed"));\n`;
      }
      case "call":
        return `${indent}(async () => {\n${asyncBody(action.body, inner, id)}${indent}})().then(() => say("${id} done"), () => say("${id} failed"));\n`;
      case "combine": {
        const parts = action.parts.map(
          (part) => `${inner}(async () => {\n${asyncBody(part, `${inner}  `, next())}${inner}})(),\n`,
        );
        return `${indent}Promise.${action.how}([\n${parts.join("")}${indent}]).then(() => say("${id} ${action.how}"), () => say("${id} ${action.how} failed"));\n`;
      }
    }
  };

  const oneAsync = (step: AsyncAction, indent: string): string => {
    if (step.kind === "do") return one(step.action, indent);
    const id = next();
    const inner = `${indent}  `;
    switch (step.kind) {
      case "await": {
        const what = {
          null: "null",
          "Promise.resolve()": "Promise.resolve()",
          thenable: "thenable",
          tick: "new Promise((resolve) => process.nextTick(resolve))",
          immediate: "new Promise((resolve) => setImmediate(resolve))",
          later: "new Promise((resolve) => later(resolve))",
          rejection: `Promise.reject(new Error("${id}"))`,
        }[step.what];
        return `${indent}await ${what};\n${indent}say("${id}");\n`;
      }
      case "await-call":
        return `${indent}await (async () => {\n${asyncBody(step.body, inner, id)}${indent}})();\n${indent}say("${id} returned");\n`;
      case "for-await": {
        const over =
          step.over === "array"
            ? "[1, Promise.resolve(2)]"
            : `(async function* () {\n${inner}yield 1;\n${asyncBody(step.body, inner, id)}${inner}yield 2;\n${indent}})()`;
        const loop = step.over === "array" ? asyncBody(step.body, inner, id) : "";
        return `${indent}for await (const item of ${over}) {\n${inner}say("${id} item " + item);\n${loop}${indent}}\n`;
      }
      case "try": {
        const end = step.throws ? `${inner}throw new Error("${id}");\n` : "";
        return `${indent}try {\n${asyncBody(step.body, inner, id)}${end}${indent}} catch {\n${inner}say("${id} caught");\n${indent}} finally {\n${inner}await null;\n${inner}say("${id} finally");\n${indent}}\n`;
      }
    }
  };

  const body = (actions: Body, indent: string): string => actions.map((action) => one(action, indent)).join("");
  const asyncBody = (steps: readonly AsyncAction[], indent: string, id: number): string =>
    `${indent}say("${id} begins");\n${steps.map((step) => oneAsync(step, indent)).join("")}`;
  return { body };
}
