// agent-wait-cycle: two threads or processes each wait for the other to speak first.

import type { Finding, Location } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import { isTarget } from "#server/model/thread-starts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const agentWaitCycle: Rule = {
  id: "agent-wait-cycle",
  summary: "Two threads or processes wait for each other's message, and neither sends first.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const { holder, target, at } of waits?.starts ?? []) {
        const other = [...model.files.values()].find((one) => isTarget(one.file, target));
        if (holder === undefined || other === undefined || other.file === file) continue;
        const mine = (waits?.protocol ?? []).filter(({ peer }) => peer === holder);
        const theirs = (other.waits?.protocol ?? []).filter(({ peer }) => peer === "starter");
        const [wait] = mine;
        const [answer] = theirs;
        if (wait?.kind !== "wait" || answer?.kind !== "wait") continue;
        yield half({ file, range: wait.at }, { file: other.file, range: answer.at }, { file, range: at });
        yield half({ file: other.file, range: answer.at }, { file, range: wait.at }, { file, range: at });
      }
    }
  },
};

/** The cycle as seen from one of its two waits: whoever has that file open sees it there. */
function half(here: Location, there: Location, started: Location): Finding {
  const [mine, theirs] = [nameOf(here.file), nameOf(there.file)];
  return finding({
    ...here,
    ruleId: "agent-wait-cycle",
    severity: "error",
    message: `Nobody speaks first: this waits for a message of \`${theirs}\`, which itself waits for one of \`${mine}\` (line ${there.range.start.line + 1}) before it sends anything. Let one side send before it waits.`,
    related: [
      { ...there, message: `${theirs} waits here` },
      { ...started, message: "the thread or process is started here" },
    ],
    paths: [
      [{ ...here, message: `${mine} waits for ${theirs}` }],
      [{ ...there, message: `${theirs} waits for ${mine}` }],
    ],
    interleaving: [
      `${mine} waits for a message of ${theirs}`,
      `${theirs} waits for a message of ${mine}`,
      "Neither can go on.",
    ],
    fingerprint: fingerprint("agent-wait-cycle", mine, theirs),
  });
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
