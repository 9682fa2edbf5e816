// The whole way from source to Scenario, on the example programs.

import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));

describe("the bank", () => {
  it("becomes a unit for each thread, free of the host's async and of real paths", async () => {
    const { scenario, problems } = await buildScenario({ entry: `${examples}/bank/main.ts` }, diskHost(examples));
    expect(problems).toEqual([]);
    expect(scenario?.units.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      "esm /workspace/bank/main.ts",
      "esm /workspace/bank/teller.ts",
    ]);
    expect(scenario?.files.map((file) => file.path)).toEqual([
      "bank/account.ts",
      "bank/audit.ts",
      "bank/ledger.ts",
      "bank/main.ts",
      "bank/teller.ts",
      "bank/transfer.ts",
    ]);
    for (const { code } of scenario?.units ?? []) {
      expect(code).not.toMatch(/\basync\s*(\(|function)|\bawait\s|__ils|__ilmain/);
      expect(code).not.toContain(examples);
    }
  });

  it("names locks, functions and awaited calls as the source does", async () => {
    const { scenario } = await buildScenario({ entry: `${examples}/bank/main.ts` }, diskHost(examples));
    const said = scenario?.sites.map((site) => `${site.kind} ${site.label} in ${site.in}, line ${site.line + 1}`);
    expect(said).toContain("new mutex in Account, line 6");
    expect(said).toContain("new alice in module, line 14");
    expect(said).toContain("async-function transfer in transfer, line 6");
    expect(said).toContain("await to.mutex.acquire in transfer, line 13");
    expect(said).toContain("call alice.mutex.runExclusive in runExclusive callback, line 9");
  });

  it("is the same scenario, byte for byte, from the same source", async () => {
    const request = { entry: `${examples}/bank/main.ts` };
    const [first, second] = [
      await buildScenario(request, diskHost(examples)),
      await buildScenario(request, diskHost(examples)),
    ];
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
  });
});
