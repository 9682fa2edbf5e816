// Edits a file a thousand times in one workspace and prints the heap in use after some of them, in bytes, and how often a file was lowered.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";

async function main(repository: string): Promise<void> {
  const root = join(repository, "examples/bank");
  const file = join(root, "transfer.ts");
  const text = readFileSync(file, "utf8");
  const workspace = createWorkspace(root, diskHost(root));
  const used: Record<string, number> = {};
  let lowered = 0;
  for (let edit = 1; edit <= 1000; edit += 1) {
    // A new function with a lock of its own each time, so that no text, name or identity comes twice.
    workspace.update(
      file,
      `${text}\nexport async function f${edit}(a: Account): Promise<void> {\n  await a.mutex.runExclusive(() => {});\n}\n`,
    );
    lowered += (await workspace.analyze()).stats.lowered;
    if (![200, 600, 1000].includes(edit)) continue;
    globalThis.gc?.();
    used[edit] = process.memoryUsage().heapUsed;
  }
  process.stdout.write(JSON.stringify({ used, lowered }));
}

void main(process.argv[2] ?? ".");
