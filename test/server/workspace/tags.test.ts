// `@interleave` tags on the user's own classes: the analyzer and the machine go by them, and say where one is not understood.

import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { createWorkspace } from "#server/workspace/workspace";
import { told } from "#test/support/catalog-programs";
import { writtenHost } from "../instrument/memory-host";

/** A lock whose shape says nothing: somebody else grants it. */
const GATE = (kind: string, acquire: string) => `/** @interleave ${kind} */
export class Gate {
  private waiting: Promise<void> = Promise.resolve();
  private open: () => void = () => {};
  /** @interleave ${acquire} */
  async enter(): Promise<void> {
    const before = this.waiting;
    this.waiting = new Promise((resolve) => (this.open = resolve));
    await before;
  }
  /**
   * Lets the next one in.
   * @interleave release
   */
  leave(): void {
    this.open();
  }
}
`;
const MAIN = `import { Gate } from "./gate";
const left = new Gate();
const right = new Gate();
async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}
async function first(): Promise<void> {
  await left.enter();
  await pause();
  await right.enter();
  right.leave();
  left.leave();
}
async function second(): Promise<void> {
  await right.enter();
  await pause();
  await left.enter();
  left.leave();
  right.leave();
}
await Promise.all([first(), second()]);
`;

async function analysed(gate: string) {
  const host = writtenHost({ "tsconfig.json": "{}", "gate.ts": gate, "main.ts": MAIN });
  const result = await createWorkspace(host.root, host).analyze();
  const rules = [...result.findings.values()].flat().map(({ ruleId }) => ruleId);
  return { host, result, rules };
}

describe("tags", () => {
  it("make a class a lock for the analyzer and for the machine", async () => {
    const { host, result, rules } = await analysed(GATE("mutex", "acquire"));
    expect(result.problems).toEqual([]);
    expect(rules).toEqual(["lock-order"]);
    const request = { entry: `${host.root}/main.ts` };
    const { scenario } = await buildScenario(request, host, { primitives: result.primitives });
    if (scenario === undefined) throw new Error("no scenario");
    const trace = run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
    expect(told(trace)).toEqual([
      "deadlock",
      "main: the end of Promise.all",
      "first: Gate.enter() of right, held by second",
      "second: Gate.enter() of left, held by first",
    ]);
  });

  it("make a class that looks like a lock no lock", async () => {
    expect((await analysed(GATE("none", "acquire"))).rules).toEqual([]);
  });

  it("are complained about where they are not understood", async () => {
    const { result, host } = await analysed(GATE("lock", "aquire"));
    expect(result.problems.map(({ message, file, range }) => [file, range?.start.line, message])).toEqual([
      [
        `${host.root}/gate.ts`,
        0,
        "A class can be tagged `@interleave mutex`, `@interleave semaphore`, `@interleave none`; `lock` is not understood.",
      ],
      [
        `${host.root}/gate.ts`,
        4,
        "A member can be tagged `@interleave acquire`, `@interleave release`, `@interleave run`; `aquire` is not understood.",
      ],
    ]);
  });
});
