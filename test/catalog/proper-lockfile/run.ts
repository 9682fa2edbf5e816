import { mkdirSync, unlinkSync, writeFileSync } from "node:fs";
import { lock } from "proper-lockfile";

const file = `/tmp/interleave-catalog-${process.pid}`;
mkdirSync("/tmp", { recursive: true });
writeFileSync(file, "");

async function take(name: string): Promise<void> {
  try {
    const release = await lock(file);
    await new Promise((resolve) => setTimeout(resolve, 5));
    console.log(name, "has it");
    await release();
  } catch (error) {
    console.log(name, error instanceof Error ? error.message : error);
  }
}

await Promise.all([take("first"), take("second")]);
await take("third");
unlinkSync(file);
//> says second Lock file is already being held
//> says first has it
//> says third has it
//> completed
