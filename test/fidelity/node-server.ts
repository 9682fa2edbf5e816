// One Node process that runs many small programs, each in a worker of its own: cheaper than a process for each.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface NodeServer {
  /** What the program prints. Rejects where it fails. */
  run(code: string): Promise<string>;
  dispose(): void;
}

/** Runs in the child. The program's lines go to its parent when it exits, since those of a worker's own streams may come late. */
const SERVER = `
const { Worker } = require("node:worker_threads");
const { createInterface } = require("node:readline");
const prelude = "{ const { parentPort } = require('node:worker_threads'); const lines = []; console.log = (text) => lines.push(text); process.on('exit', () => parentPort.postMessage(lines.join('\\\\n'))); }";
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, code } = JSON.parse(line);
  const answer = { id };
  const worker = new Worker(prelude + code, { eval: true });
  worker.on("message", (output) => { answer.output = output; });
  worker.on("error", (error) => { answer.error = String(error && error.stack || error); });
  worker.on("exit", () => console.log(JSON.stringify(answer)));
});
`;

interface Answer {
  readonly id: number;
  readonly output?: string;
  readonly error?: string;
}

export function createNodeServer(): NodeServer {
  const child = spawn(process.execPath, ["--no-warnings", "-e", SERVER], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map<number, (answer: Answer) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const answer: Answer = JSON.parse(line);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let next = 0;
  return {
    async run(code) {
      const id = next++;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      child.stdin.write(`${JSON.stringify({ id, code })}\n`);
      const { output, error } = await answered;
      if (error !== undefined) throw new Error(`the program fails in Node: ${error}`);
      return output ?? "";
    },
    dispose: () => void child.kill(),
  };
}
