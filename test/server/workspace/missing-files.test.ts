// A file may name others that are not there; it is analysed all the same.

import { expect, it } from "vitest";
import { createWorkspace } from "#server/workspace/workspace";

const MAIN = "/nowhere/main.ts";
const TEXT = `/// <reference path="./node_modules/@types/gone/index.d.ts" />
/// <reference types="gone" />
import { gone } from "./gone";
import { Mutex } from "async-mutex";
export async function take(): Promise<void> { await new Mutex().acquire(); gone(); }
`;

it("a missing file that is referred to by its path is no reason to stop", async () => {
  const read = (path: string): string | undefined => (path === MAIN ? TEXT : undefined);
  const workspace = createWorkspace("/nowhere", { root: "/nowhere", read, exists: (path) => path === MAIN });
  workspace.update(MAIN, TEXT);
  const { stats } = await workspace.analyze();
  expect(stats).toMatchObject({ files: 1, analysed: 1 });
});
