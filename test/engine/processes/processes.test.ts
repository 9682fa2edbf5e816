// Child processes do on the simulated machine what they do on Node.

import { expect, test } from "vitest";
import { printed, realNode, simulate } from "../../support/against-node";
import { CLUSTER_PROGRAMS } from "./cluster-programs";
import { FORK_PROGRAMS } from "./fork-programs";
import { SPAWN_PROGRAMS } from "./spawn-programs";

/** Lines of the program and lines of the other process, each in their order. */
function apart(lines: readonly string[], child: RegExp | undefined): readonly (readonly string[])[] {
  const isChild = (line: string) => child?.test(line) === true;
  return [lines.filter((line) => !isChild(line)), lines.filter(isChild)];
}

test.concurrent.each([...FORK_PROGRAMS, ...SPAWN_PROGRAMS, ...CLUSTER_PROGRAMS])("$name", async ({ files, child }) => {
  const [simulated, real] = await Promise.all([simulate(files).then(printed), realNode(files)]);
  expect(apart(simulated.lines, child)).toEqual(apart(real.lines, child));
  expect(simulated.code).toBe(real.code);
});
