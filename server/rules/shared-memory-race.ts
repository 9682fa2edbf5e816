// shared-memory-race: a cell of shared memory is accessed without Atomics while another thread can access it too.

import type { Finding } from "#protocol/finding";
import type { CellOperation } from "#server/model/atomics-facts";
import type { ProgramModel } from "#server/model/program-model";
import { cellText, type FoundOperation, groupsOf, isWorkerFile, mustMeet, operationsOf } from "./cells";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const sharedMemoryRace: Rule = {
  id: "shared-memory-race",
  summary: "A cell of shared memory is read or written without `Atomics` while other threads use it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const files of groupsOf(model)) {
      const operations = operationsOf(files);
      const lockers = new Set(operations.filter(takes).map(({ fn }) => fn));
      for (const access of operations) {
        const plain = access.op === "read" || access.op === "write" || access.op === "update";
        if (!plain || !access.published || access.after.some((callee) => lockers.has(callee))) continue;
        if (operations.some((other) => takes(other) && other.fn === access.fn && isBefore(other, access))) continue;
        const atomic = operations.find((other) => isAtomic(other) && mustMeet(other, access));
        const many = isWorkerFile(model, access.file) || access.side === "worker";
        if (atomic !== undefined) yield mixed(access, atomic);
        else if (access.op === "update" && many && access.cell !== undefined) yield lostUpdate(access);
      }
    }
  },
};

/** It can make a thread wait for its turn: the start of a lock made of shared memory. */
function takes({ op, used }: CellOperation): boolean {
  return op === "wait" || (op === "swap" && used);
}

function isAtomic({ op }: CellOperation): boolean {
  return op === "load" || op === "store" || op === "swap";
}

function mixed(access: FoundOperation, atomic: FoundOperation): Finding {
  const cell = cellText(access);
  const what = access.op === "read" ? "read" : access.op === "write" ? "written" : "changed";
  return finding({
    file: access.file,
    range: access.at,
    ruleId: "shared-memory-race",
    severity: "warning",
    message: `${cell} is ${what} here without \`Atomics\`, although ${atomic.in} uses \`Atomics\` for it (line ${atomic.at.start.line + 1}): a plain access has no order with those of other threads, ${access.op === "update" ? "so updates get lost" : "so a stale value may be seen for ever"}. Use \`${instead(access)}\` here too.`,
    related: [{ file: atomic.file, range: atomic.at, message: `${atomic.in} uses Atomics for the same cell` }],
    fingerprint: fingerprint("shared-memory-race", access.fn, access.op, access.text, String(access.cell)),
  });
}

function lostUpdate(access: FoundOperation): Finding {
  const cell = cellText(access);
  return finding({
    file: access.file,
    range: access.at,
    ruleId: "shared-memory-race",
    severity: "warning",
    message: `${cell} is read, changed and written back here while other threads can do the same: of two updates at the same time one is lost. Use \`${instead(access)}\`, or take a lock around it.`,
    interleaving: [
      `Thread 1 (${access.in}) reads ${cell}`,
      `Thread 2 reads the same value`,
      "Both write back their own result: one update is lost",
    ],
    identity: "may",
    fingerprint: fingerprint("shared-memory-race", access.fn, access.op, access.text, String(access.cell)),
  });
}

function instead({ op, text, cell }: FoundOperation): string {
  const at = `${text}, ${cell ?? "…"}`;
  return op === "read" ? `Atomics.load(${at})` : op === "write" ? `Atomics.store(${at}, …)` : `Atomics.add(${at}, …)`;
}

function isBefore(a: FoundOperation, b: FoundOperation): boolean {
  return a.at.start.line < b.at.start.line;
}
