// agent-wait-cycle: two threads or processes each wait for the other to speak, or two loops to take what they hand over.

import type { Finding, Location } from "#protocol/finding";
import type { AskedBack } from "#server/model/asked-back";
import type { LoopCycle } from "#server/model/loop-cycles";
import type { ProgramModel } from "#server/model/program-model";
import { isTarget } from "#server/model/thread-starts";
import { type FoundOperation, groupsOf, operationsOf } from "./cells";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const agentWaitCycle: Rule = {
  id: "agent-wait-cycle",
  summary: "Two threads, processes or loops wait for each other, and neither goes first.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const files of groupsOf(model)) {
      const asked = files.flatMap(({ file, waits }) => (waits?.askedBack ?? []).map((one) => ({ file, one })));
      if (asked.length === 0) continue;
      const sleeps = operationsOf(files).find(({ op, bounded, own }) => op === "wait" && !bounded && !own);
      if (sleeps !== undefined) for (const { file, one } of asked) yield ofAnswer(file, one, sleeps);
    }
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

/** A worker is asked for something before it is woken from the sleep in which it waits for its own answer. */
function ofAnswer(file: string, { at, fn, in: name, worker, text, wakes }: AskedBack, sleeps: FoundOperation): Finding {
  const line = wakes.start.line + 1;
  return finding({
    file,
    range: at,
    ruleId: "agent-wait-cycle",
    severity: "warning",
    message: `Possible deadlock: this handler of a message of \`${worker}\` waits for \`${text}\`, which only \`${worker}\` itself can answer, and wakes it afterwards (line ${line}). If it is ${sleeps.in} that has asked, the worker sleeps in \`Atomics.wait\` until then, and answers nothing. Let the worker send along what is needed here, or wake it first.`,
    related: [
      { file: sleeps.file, range: sleeps.at, message: `${sleeps.in} sleeps here until it is woken` },
      { file, range: wakes, message: `it is woken here, after \`${text}\`` },
    ],
    paths: [
      [{ file: sleeps.file, range: sleeps.at, message: `${sleeps.in} waits for ${name}` }],
      [{ file, range: at, message: `${name} waits for ${worker}` }],
    ],
    interleaving: [
      `${sleeps.in} sends a message and sleeps until it is woken`,
      `${name} takes the message and waits for \`${text}\``,
      `The worker sleeps, so that nobody answers; line ${line}, which would wake it, is never reached`,
    ],
    identity: "may",
    fingerprint: fingerprint("agent-wait-cycle", fn, worker, text),
  });
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
