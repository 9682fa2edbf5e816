// ts-morph's file system over the workspace's sources: unsaved text first, then the disk; nothing is ever written.

import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type FileSystemHost, InMemoryFileSystemHost, type RuntimeDirEntry } from "ts-morph";

export interface Sources {
  readonly root: string;
  /** Text of the source as the analysis sees it. */
  read(path: string): string | undefined;
  /** Paths of open files, some of which may not be on the disk. */
  overlaid(): Iterable<string>;
}

const NO_FILES = new InMemoryFileSystemHost();

export function readOnlyFileSystem(sources: Sources): FileSystemHost {
  const refuse = (): never => {
    throw new Error("[interleave bug] the analysis writes no files");
  };
  const fileExists = (path: string): boolean => sources.read(path) !== undefined;
  const directoryExists = (path: string): boolean =>
    isDirectory(path) || [...sources.overlaid()].some((file) => file.startsWith(`${path}/`));
  const read = (path: string): string => {
    const text = sources.read(path);
    // An empty file system throws what ts-morph takes for "is not there"; any other error ends the program.
    return text ?? NO_FILES.readFileSync(path);
  };
  return {
    isCaseSensitive: () => process.platform !== "win32" && process.platform !== "darwin",
    delete: async () => refuse(),
    deleteSync: refuse,
    readDirSync(path): RuntimeDirEntry[] {
      try {
        return readdirSync(path, { withFileTypes: true }).map((entry) => ({
          name: `${path}/${entry.name}`,
          isFile: entry.isFile(),
          isDirectory: entry.isDirectory(),
          isSymlink: entry.isSymbolicLink(),
        }));
      } catch {
        return [];
      }
    },
    readFile: async (path) => read(path),
    readFileSync: read,
    writeFile: async () => refuse(),
    writeFileSync: refuse,
    mkdir: async () => refuse(),
    mkdirSync: refuse,
    move: async () => refuse(),
    moveSync: refuse,
    copy: async () => refuse(),
    copySync: refuse,
    fileExists: async (path) => fileExists(path),
    fileExistsSync: fileExists,
    directoryExists: async (path) => directoryExists(path),
    directoryExistsSync: directoryExists,
    realpathSync(path) {
      try {
        return realpathSync(path).replaceAll("\\", "/");
      } catch {
        return path;
      }
    },
    getCurrentDirectory: () => sources.root,
    glob: async () => [],
    globSync: () => [],
  };
}

/** Source files and tsconfigs under a directory; installed, hidden and built things are not walked. */
export function walk(root: string): { sources: string[]; configs: string[] } {
  const found = { sources: [] as string[], configs: [] as string[] };
  const pending = [root];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const entry of entriesOf(directory)) {
      const path = `${directory}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules" && !entry.name.startsWith(".")) pending.push(path);
      } else if (entry.name === "tsconfig.json") found.configs.push(path);
      else if (isSource(path)) found.sources.push(path);
    }
  }
  return { sources: found.sources.sort(), configs: found.configs.sort() };
}

/** TypeScript that has code in it, not only declarations. */
export function isSource(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !/\.d\.([\w-]+\.)?[cm]?ts$/.test(path) && !path.includes("/node_modules/");
}

export function nearest(path: string, configs: readonly string[]): string | undefined {
  return configs.filter((config) => path.startsWith(`${dirname(config)}/`)).sort((a, b) => b.length - a.length)[0];
}

function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
