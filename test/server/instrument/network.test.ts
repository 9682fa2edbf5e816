// Programs on the simulated network: what keeps them alive, what they wait for, who serves whom.

import { beforeAll, describe, expect, it } from "vitest";
import { createMachine, type Machine } from "../../fidelity/machine";
import { outputOf } from "../../support/simulate-js";
import type { Trace } from "#engine/trace/trace";
import { scenarioOf } from "./program";

let machine: Machine;
beforeAll(async () => {
  machine = await createMachine();
});

async function runFiles(files: Readonly<Record<string, string>>): Promise<Trace> {
  return machine.simulate(await scenarioOf(files));
}

describe("a server", () => {
  it("keeps its process alive, and is named", async () => {
    const trace = await runFiles({
      "main.ts": `import { createServer } from "node:http";
        createServer((req, res) => res.end("x")).listen(3000, () => console.log("listening"));`,
    });
    expect(outputOf(trace)).toEqual(["listening"]);
    expect(trace.outcome).toMatchObject({ kind: "kept-alive", handles: [{ what: "http server on port 3000" }] });
  });

  it("that never answers leaves its client waiting for that request", async () => {
    const trace = await runFiles({
      "main.ts": `import { createServer } from "node:http";
        createServer(() => {}).listen(3000, async () => { await fetch("http://localhost:3000/accounts"); });`,
    });
    expect(JSON.stringify(trace.outcome)).toContain("GET localhost:3000/accounts");
  });

  it("of a cluster is shared by its workers, and the primary hears of each", async () => {
    const trace = await runFiles({
      "main.ts": `import cluster from "node:cluster";
        import { createServer, get } from "node:http";
        if (cluster.isPrimary) {
          let ready = 0;
          const ask = () => new Promise<string>((resolve) => get({ port: 3000 }, (res) => res.setEncoding("utf8").on("data", resolve)));
          cluster.on("listening", async (worker, address) => {
            console.log("listening", worker.id, address.port);
            if (++ready < 2) return;
            console.log([await ask(), await ask()].sort().join());
            for (const each of Object.values(cluster.workers ?? {})) each?.kill();
          });
          cluster.fork();
          cluster.fork();
        } else {
          createServer((req, res) => res.end("worker " + cluster.worker?.id)).listen(3000);
        }`,
    });
    expect(outputOf(trace)).toEqual(["listening 1 3000", "listening 2 3000", "worker 1,worker 2"]);
  });
});
