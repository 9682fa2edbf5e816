// agent-wait-cycle: two threads or processes each wait for the other to speak first, or two loops to take what they hand over.

import type { Finding, Location } from "#protocol/finding";
import type { LoopCycle } from "#server/model/loop-cycles";
import type { ProgramModel } from "#server/model/program-model";
import { isTarget } from "#server/model/thread-starts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const agentWaitCycle: Rule = {
  id: "agent-wait-cycle",
  summary: "Two threads, processes or loops wait for each other, and neither goes first.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const cycle of waits?.loops ?? []) yield ofLoops(file, cycle);
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

/** Two loops of one thread, each of which waits until the other one takes. */
function ofLoops(file: string, cycle: LoopCycle): Finding {
  const { fn, at, in: name, thing, otherAt, otherIn, otherThing, third, thirdIn } = cycle;
  const [line, other] = [at.start.line + 1, otherAt.start.line + 1];
  return finding({
    file,
    range: at,
    ruleId: "agent-wait-cycle",
    severity: "warning",
    message: `Possible deadlock: ${name} waits here until ${otherIn} takes from \`${thing}\`, and ${otherIn} may be waiting itself until ${name} takes from \`${otherThing}\` (line ${other}), since ${thirdIn} keeps ${name} busy too (line ${third.start.line + 1}). Let one of them hand over without waiting, or through a queue.`,
    related: [
      { file, range: otherAt, message: `${otherIn} waits for ${name} here` },
      { file, range: third, message: `${thirdIn} hands something to ${name} here` },
    ],
    paths: [
      [{ file, range: at, message: `${name} waits for ${otherIn}` }],
      [{ file, range: otherAt, message: `${otherIn} waits for ${name}` }],
    ],
    interleaving: [
      `${name} hands something to ${otherIn}, which begins to work on it`,
      `${name} takes what ${thirdIn} hands over, and waits at line ${line} until ${otherIn} takes the next`,
      `${otherIn} waits at line ${other} until ${name} takes`,
      "Neither can go on.",
    ],
    identity: "may",
    fingerprint: fingerprint("agent-wait-cycle", fn, name, otherIn),
  });
}
