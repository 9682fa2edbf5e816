// From a key stroke to its diagnostics through the language server, and from its start to the first ones, on 1,000 files.

import { join } from "node:path";
import { startClient } from "../lsp/bare-client";
import { generatedProject } from "./projects";
import { percentile } from "./timing";

const STROKES = 120;

export async function benchKeystroke(): Promise<void> {
  const directory = generatedProject(1000);
  const started = performance.now();
  const client = await startClient({ cli: join(process.cwd(), "dist/cli.js"), folders: [directory] });
  const path = join(directory, "src/part0/file4.ts");
  const user = join(directory, "src/part0/file5.ts");
  const uri = await client.open(path);
  await client.diagnostics(uri);
  console.log(`first diagnostics after the start: ${since(started)} ms (bar: 3000)`);
  await report(client, uri, "a body", (count) => [
    `export const store4 = new Store4();\n`,
    `export const store4 = new Store4();\nexport async function extra${count}(): Promise<void> {\n  await store4.mutex.acquire();\n}\n`,
  ]);
  await report(client, await client.open(user), "a file that uses others", (count) => [
    "entry.amount +",
    `entry.amount + ${count} +`,
  ]);
  await report(client, uri, "a type that others import", (count) => [
    "readonly id: string;",
    `readonly id: string; readonly more${count}?: number;`,
  ]);
  await client.stop();
}

type Client = Awaited<ReturnType<typeof startClient>>;

/** Each stroke replaces the first text by the second, and the next one takes it back. */
async function report(
  client: Client,
  uri: string,
  what: string,
  change: (count: number) => readonly [string, string],
): Promise<void> {
  const times: number[] = [];
  for (let count = 0; count < STROKES; count++) {
    const [from, to] = change(Math.floor(count / 2));
    const started = performance.now();
    await client.replace(uri, count % 2 === 0 ? from : to, count % 2 === 0 ? to : from);
    await client.diagnostics(uri);
    times.push(performance.now() - started);
  }
  const warm = times.slice(10);
  console.log(
    `key stroke in ${what}: p50 ${percentile(warm, 0.5).toFixed(0)} ms, p95 ${percentile(warm, 0.95).toFixed(0)} ms (bar: 100 at p95)`,
  );
}

function since(started: number): string {
  return (performance.now() - started).toFixed(0);
}
