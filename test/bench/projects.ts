// The projects that are measured: real sources of installed packages, copied to where they count as a project, and a generated one.

import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export interface MeasuredProject {
  readonly name: string;
  readonly directory: string;
}

/** Packages that bring their TypeScript source with them. */
const PACKAGES = ["effect", "@azure/msal-browser", "piscina"];

const OPTIONS = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "Bundler",
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  types: ["node"],
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
};

/** @param paths projects of the caller's own, each a directory with a tsconfig.json; or the source of one, without */
export function measuredProjects(paths: readonly string[]): MeasuredProject[] {
  if (paths.length > 0) return paths.map((path) => given(resolve(path)));
  return [...PACKAGES.map(copied), { name: "1,000 generated files", directory: generatedProject(1000) }];
}

/** Where it has no tsconfig.json, one is put into a folder beside nothing of its own. */
function given(directory: string): MeasuredProject {
  if (existsSync(join(directory, "tsconfig.json"))) return { name: directory, directory };
  return { name: directory, directory: fresh(directory.replaceAll(/\W+/g, "-"), (to) => copySource(directory, to)) };
}

/** The source of an installed package. */
export function copied(name: string): MeasuredProject {
  const source = join(process.cwd(), "node_modules", name, "src");
  return { name, directory: fresh(name.replace("/", "-"), (to) => copySource(source, to)) };
}

function copySource(from: string, to: string): void {
  cpSync(from, join(to, "src"), {
    recursive: true,
    filter: (path) => !path.slice(from.length).includes("node_modules"),
  });
  writeFileSync(join(to, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["src"] }));
}

/** Accounts with locks, services that use them, and as much code again without any concurrency, importing one another. */
export function generatedProject(count: number): string {
  return fresh(`generated-${count}`, (to) => {
    writeFileSync(join(to, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["src"] }));
    for (let index = 0; index < count; index++) {
      const path = join(to, `src/part${Math.floor(index / 50)}/file${index}.ts`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, index % 4 === 0 ? locking(index) : index % 4 === 1 ? calling(index) : plain(index));
    }
  });
}

const importOf = (index: number, names: string): string =>
  `import { ${names} } from "../part${Math.floor(index / 50)}/file${index}";`;

function locking(index: number): string {
  return `import { Mutex } from "async-mutex";
export interface Entry${index} { readonly id: string; readonly amount: number }
export class Store${index} {
  readonly mutex = new Mutex();
  private readonly entries = new Map<string, Entry${index}>();
  async put(entry: Entry${index}): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      this.entries.set(entry.id, entry);
    } finally {
      release();
    }
  }
  async sum(): Promise<number> {
    return this.mutex.runExclusive(() => [...this.entries.values()].reduce((sum, { amount }) => sum + amount, 0));
  }
}
export const store${index} = new Store${index}();
`;
}

function calling(index: number): string {
  const other = index >= 5 ? index - 5 : index - 1;
  return `${importOf(index - 1, `store${index - 1}, type Entry${index - 1}`)}
${other === index - 1 ? "" : importOf(other, `store${other}`)}
export async function move${index}(entry: Entry${index - 1}): Promise<number> {
  await store${index - 1}.put({ ...entry, amount: entry.amount + 1 });
  await store${other}.put(entry);
  return (await store${index - 1}.sum()) + (await store${other}.sum());
}
export async function moveAll${index}(entries: readonly Entry${index - 1}[]): Promise<number[]> {
  return Promise.all(entries.map((entry) => move${index}(entry)));
}
`;
}

function plain(index: number): string {
  const lines = Array.from(
    { length: 12 },
    (_, at) => `export function compute${index}_${at}(values: readonly number[], factor = ${at + 1}) {
  const scaled = values.map((value) => value * factor).filter((value) => value % ${at + 2} !== 0);
  const groups = new Map<number, number[]>();
  for (const value of scaled) groups.set(value % 7, [...(groups.get(value % 7) ?? []), value]);
  return { total: scaled.reduce((sum, value) => sum + value, 0), groups, label: \`of \${values.length}\` };
}`,
  );
  const used = index - (index % 4) - 2;
  const head =
    used > 0
      ? `${importOf(used, `compute${used}_0`)}\nexport const first${index} = compute${used}_0([1, 2, 3]);\n`
      : "";
  return `${head}${lines.join("\n")}\n`;
}

function fresh(name: string, fill: (to: string) => void): string {
  const to = join(process.cwd(), ".cache/bench", name);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  fill(to);
  return to;
}
