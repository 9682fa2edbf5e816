import { mkdirSync, unlinkSync, writeFileSync } from "node:fs";
import { lock } from "proper-lockfile";

const file = `/tmp/interleave-catalog-${process.pid}`;
mkdirSync("/tmp", { recursive: true });
writeFileSync(file, "");

async function tries(name: string): Promise<(() => Promise<void>) | undefined> {
  try {
    const release = await lock(file);
    console.log(name, "has it");
    return release;
  } catch (error) {
    console.log(name, error instanceof Error ? error.message : error);
    return undefined;
  }
}

const release = await tries("first");
await tries("second");
await release?.();
const last = await tries("third");
await last?.();
unlinkSync(file);
//> says first has it
//> says second Lock file is already being held
//> says third has it
//> completed
