// The packed extension: exactly these files, small enough, and able to work where no node_modules is near.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ended } from "#test/support/ended";

const root = resolve(__dirname, "../..");
const pinned = join(__dirname, "files.txt");
/** That these are the rules' is for `test/rules` to say. */
const RULE_DOCUMENT = /^docs\/rules\/[\w-]+\.md$/;
const megabyte = 1024 * 1024;

/** What vsce would pack, sorted. */
let packedFiles: readonly string[];

beforeAll(async () => {
  const vsce = join(root, "node_modules/@vscode/vsce/vsce");
  const { stdout } = await ended(process.execPath, [vsce, "ls", "--no-dependencies"], { cwd: root });
  packedFiles = stdout.trim().split(/\r?\n/).sort();
});

describe("the VSIX", () => {
  it("holds exactly the pinned files (UPDATE=1 rewrites the list)", () => {
    const files = `${packedFiles.filter((file) => !RULE_DOCUMENT.test(file)).join("\n")}\n`;
    if (process.env.UPDATE === "1") writeFileSync(pinned, files);
    expect(files).toBe(readFileSync(pinned, "utf8"));
  });

  it("holds the document of every rule", () => {
    const documents = packedFiles.filter((file) => RULE_DOCUMENT.test(file));
    expect(documents).toEqual(readdirSync(join(root, "docs/rules")).map((name) => `docs/rules/${name}`));
  });

  it("is smaller than 8 MB", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    const { size } = statSync(join(root, `interleave-${version}.vsix`));
    expect(size / megabyte).toBeLessThan(8);
  });
});

describe("the packed command line, alone in a folder", () => {
  let folder: string;
  let workspace: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "interleave-packed-"));
    for (const file of packedFiles) {
      mkdirSync(join(folder, "extension", dirname(file)), { recursive: true });
      cpSync(join(root, file), join(folder, "extension", file));
    }
    workspace = join(folder, "workspace");
    cpSync(join(root, "examples"), workspace, { recursive: true });
    // The user's own packages: only what the examples import.
    for (const name of ["async-mutex", "tslib"]) {
      const from = join(root, "node_modules", name);
      if (!existsSync(from)) continue;
      mkdirSync(join(workspace, "node_modules"), { recursive: true });
      symlinkSync(from, join(workspace, "node_modules", name), "junction");
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const interleave = async (...args: readonly string[]) => {
    const cli = join(folder, "extension", "dist", "cli.js");
    // An empty PATH: neither a compiler, nor a bundler, nor Node itself is to be found there.
    const env = { ...process.env, PATH: "", NODE_PATH: "" };
    const { status, stdout, stderr } = await ended(process.execPath, [cli, ...args], { cwd: workspace, env });
    return { status, output: stdout + stderr };
  };

  it("finds the two bugs of the bank", async () => {
    const { status, output } = await interleave("check", "bank");
    expect(output).toContain("lock-order");
    expect(output).toContain("unreleased-on-path");
    expect(status).toBe(1);
  });

  it("runs the bank into its deadlock, with the bundler that ships", async () => {
    const { status, output } = await interleave("simulate", "bank/main.ts", "--format", "json");
    expect(output).toContain("alice.mutex");
    expect(output).toContain("bob.mutex");
    expect(status).toBe(3);
  });

  it("is silent on the corrected bank", async () => {
    expect((await interleave("check", "bank-fixed")).status).toBe(0);
  });
});
