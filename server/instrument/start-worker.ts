// A worker's file that no program of the project starts: a small main thread for it, that posts it messages of the type it reads.

import { ts } from "ts-morph";
import type { SourceHost } from "../workspace/source-host";
import { createSampleValues } from "./sample-values";

export interface WorkerStarter {
  /** CommonJS text of the main thread's program. */
  readonly text: string;
  /** What was taken for granted, in words. */
  readonly assumption: string;
}

/** Messages that are posted to a worker that listens. */
const MESSAGES = 2;

/** Whether a file can only be meant as a thread of another: it talks to its parent and does not ask whether it has one. */
export function isWorkerFile(source: ts.SourceFile): boolean {
  const { text } = source;
  return (
    /\b(parentPort|workerData)\b/.test(text) &&
    /worker_threads/.test(text) &&
    !/\bisMainThread\b|new Worker\b/.test(text)
  );
}

export function startWorker(source: ts.SourceFile, path: string, host: SourceHost): WorkerStarter {
  const values = createSampleValues(source, path, host);
  const file = path.slice(path.lastIndexOf("/") + 1);
  const { listens, message, data } = whatItReads(source);
  const own = (text: string | undefined) =>
    text === undefined || /\brequire\(|\bnew |\bstandIn\(/.test(text) ? undefined : text;
  const workerData = data === undefined ? undefined : own(values.of(data, "data", 1));
  const messages = listens
    ? Array.from(
        { length: MESSAGES },
        (_, index) => own(values.of(message, "message", index + 1)) ?? JSON.stringify(`message ${index + 1}`),
      )
    : [];
  const text = [
    'const { Worker } = require("node:worker_threads");',
    `const worker = new Worker("./${file}"${workerData === undefined ? "" : `, { workerData: ${workerData} }`});`,
    'worker.on("message", () => {});',
    ...messages.map((value) => `worker.postMessage(${value});`),
  ].join("\n");
  const given = [
    ...(workerData === undefined ? [] : [`\`workerData = ${workerData}\``]),
    ...(messages.length === 0 ? [] : [`the messages \`${messages.join("`, `")}\``]),
  ];
  const how = given.length === 0 ? "nothing" : given.join(" and ");
  return {
    text,
    assumption: `Nothing in the project was found that starts this worker: it is started once, and given ${how}.`,
  };
}

/** The types of what it is sent, as far as it says them. */
function whatItReads(source: ts.SourceFile): {
  readonly listens: boolean;
  readonly message: ts.TypeNode | undefined;
  readonly data: ts.TypeNode | undefined;
} {
  let listens = false;
  let message: ts.TypeNode | undefined;
  let data: ts.TypeNode | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [event, listener] = node.arguments;
      const isMessage = event !== undefined && ts.isStringLiteralLike(event) && event.text === "message";
      if (isMessage && /^(on|once|addListener|addEventListener)$/.test(calledName(node))) {
        listens = true;
        const parameter = listener !== undefined && ts.isFunctionLike(listener) ? listener.parameters[0] : undefined;
        message ??= parameter?.type;
      }
    }
    if (ts.isAsExpression(node) && /\bworkerData$/.test(node.expression.getText(source))) data ??= node.type;
    if (ts.isVariableDeclaration(node) && node.initializer?.getText(source) === "workerData") data ??= node.type;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { listens, message, data };
}

function calledName({ expression }: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : "";
}
