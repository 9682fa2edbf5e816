// From a key stroke to its diagnostics through the language server, and from its start to the first ones: on 1,000 files, and on a real package.

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ClientCapabilities } from "vscode-languageserver/node";
import { startClient } from "../lsp/bare-client";
import { copied, generatedProject } from "./projects";
import { percentile } from "./timing";

const STROKES = 120;

/** As VS Code says: it asks again where the server tells it to. */
const CAPABILITIES: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
};

type Client = Awaited<ReturnType<typeof startClient>>;

export async function benchKeystroke(): Promise<void> {
  const directory = generatedProject(1000);
  const file4 = join(directory, "src/part0/file4.ts");
  await started(directory, file4, async (client, uri) => {
    await report(client, uri, "a body", (count) => ["    try {", `    try {\n      await Promise.resolve(${count});`]);
    await report(client, uri, "a file that gets one more function", (count) => [
      `export const store4 = new Store4();\n`,
      `export const store4 = new Store4();\nexport async function extra${count}(): Promise<void> {\n  await store4.mutex.acquire();\n}\n`,
    ]);
    const user = await client.open(join(directory, "src/part0/file5.ts"));
    await report(client, user, "a file that uses others", (count) => ["entry.amount +", `entry.amount + ${count} +`]);
    await report(client, uri, "a type that others import", (count) => [
      "readonly id: string;",
      `readonly id: string; readonly more${count}?: number;`,
    ]);
  });
  const real = copied("@azure/msal-browser").directory;
  const controller = join(real, "src/controllers/StandardController.ts");
  // The first `await` of the file waits for one more thing.
  const waits = /\n *(?:const \w+ = )?await \w+/.exec(readFileSync(controller, "utf8"))?.[0] ?? "await ";
  await started(real, controller, (client, uri) =>
    report(client, uri, "a body of @azure/msal-browser's largest class", (count) => [
      waits,
      waits.replace("await ", `await Promise.resolve(${count}) && await `),
    ]),
  );
}

/** Starts the server twice, the second time with what the first one kept on the disk, and does the work then. */
async function started(
  directory: string,
  path: string,
  work: (client: Client, uri: string) => Promise<void>,
): Promise<void> {
  const cache = join(process.cwd(), ".cache/bench/kept");
  rmSync(cache, { recursive: true, force: true });
  for (const start of ["first", "second"] as const) {
    const began = performance.now();
    const client = await startClient({
      cli: join(process.cwd(), "dist/cli.js"),
      folders: [directory],
      capabilities: CAPABILITIES,
      initializationOptions: { cache },
    });
    const uri = await client.open(path);
    await client.diagnostics(uri);
    const used = cpuOf(client);
    console.log(
      `first diagnostics after the ${start} start: ${since(began)} ms (bar: 3000)${used === undefined ? "" : `, ${used} ms CPU`}`,
    );
    // The whole answer: what is kept is kept then.
    if (start === "first") await client.pullWorkspace();
    if (start === "second") await work(client, uri);
    await client.stop();
  }
}

/** Each stroke replaces the first text by the second, and the next one takes it back. */
async function report(
  client: Client,
  uri: string,
  what: string,
  change: (count: number) => readonly [string, string],
): Promise<void> {
  const times: number[] = [];
  const before = cpuOf(client);
  for (let count = 0; count < STROKES; count++) {
    const [from, to] = change(Math.floor(count / 2));
    const started = performance.now();
    await client.replace(uri, count % 2 === 0 ? from : to, count % 2 === 0 ? to : from);
    await client.diagnostics(uri);
    times.push(performance.now() - started);
  }
  const after = cpuOf(client);
  const cpu =
    before === undefined || after === undefined ? "" : `, ${((after - before) / STROKES).toFixed(0)} ms CPU each`;
  const warm = times.slice(10);
  console.log(
    `key stroke in ${what}: p50 ${percentile(warm, 0.5).toFixed(0)} ms, p95 ${percentile(warm, 0.95).toFixed(0)} ms (bar: 100 at p95)${cpu}`,
  );
}

/** Milliseconds of CPU that the server has used, where the system says (proc(5): `utime` and `stime` in ticks of 10 ms). */
function cpuOf({ process: { pid } }: Client): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

function since(started: number): string {
  return (performance.now() - started).toFixed(0);
}
