// The simulated Node prints what Node prints, in the same order: against the published line, and against Node itself.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outputOf, simulateJs } from "../../support/simulate-js";
import { ORDERING_PROGRAMS, type OrderingProgram } from "./ordering-programs";

const LOG = "const log = (x) => console.log(x);\n";

function runNode(file: string, code: string): { readonly lines: string[]; readonly status: number | null } {
  const directory = mkdtempSync(join(tmpdir(), "ordering-"));
  try {
    const path = join(directory, file);
    writeFileSync(path, code);
    const { stdout, status } = spawnSync(process.execPath, [path], { encoding: "utf8", timeout: 20_000 });
    return { lines: stdout.split("\n").filter((line) => line !== ""), status };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Puts the lines whose order Node does not promise in one order. */
function settled(lines: readonly string[], program: Pick<OrderingProgram, "unordered">): string {
  const free = program.unordered ?? [];
  return [...lines.filter((line) => !free.includes(line)), ...lines.filter((line) => free.includes(line)).sort()].join(
    " ",
  );
}

for (const program of ORDERING_PROGRAMS) {
  test(`${program.name} prints in Node's order`, async () => {
    const code = LOG + program.code;
    const trace = await simulateJs({ code, kind: "cjs", ...(program.worker ? { workers: [program.worker] } : {}) });
    const simulated = settled(outputOf(trace), program);
    expect(simulated).toBe(settled(program.published.split(" "), program));
    expect(simulated).toBe(settled(runNode("main.cjs", code).lines, program));
  });
}

test("v23: an ES module that awaits for ever exits with 13, as Node does", async () => {
  const code = "await new Promise(() => {});";
  const { outcome } = await simulateJs({ code, kind: "esm", topLevelAwait: true });
  expect(outcome).toMatchObject({ kind: "deadlock", exitCode: 13 });
  expect(runNode("main.mjs", code).status).toBe(13);
});

test("v25: microtasks come before ticks at the end of an ES module", async () => {
  const code = `${LOG}setTimeout(()=>log('t0'),0);setImmediate(()=>log('imm'));process.nextTick(()=>log('tick'));Promise.resolve().then(()=>log('micro'));queueMicrotask(()=>log('qm'));log('sync');`;
  const free = { unordered: ["t0", "imm"] };
  const simulated = settled(outputOf(await simulateJs({ code, kind: "esm" })), free);
  expect(simulated).toBe("sync micro qm tick imm t0");
  expect(simulated).toBe(settled(runNode("main.mjs", code).lines, free));
});

test("v26: a worker echoes three messages posted before it started, then closes its port", async () => {
  const worker =
    "const {parentPort}=require('worker_threads');parentPort.on('message',m=>{parentPort.postMessage('r'+m);if(m===3)parentPort.close();})";
  const code = `${LOG}const {Worker}=require('worker_threads');const w=new Worker(${JSON.stringify(worker)},{eval:true});w.on('message',m=>log(m));w.on('exit',c=>log('exit'+c));w.postMessage(1);w.postMessage(2);w.postMessage(3);log('posted');`;
  const simulated = outputOf(await simulateJs({ code, kind: "cjs", workers: [worker] })).join(" ");
  expect(simulated).toBe("posted r1 r2 r3 exit0");
  expect(simulated).toBe(runNode("main.cjs", code).lines.join(" "));
});
