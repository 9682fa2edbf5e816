// lock-order: two or more tasks take the same locks in different orders, so that each can end up waiting for the next.

import type { Finding, PathStep } from "#protocol/finding";
import { cycles, type Edge } from "#server/model/lock-graph";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";

export const lockOrder: Rule = {
  id: "lock-order",
  summary: "Locks are acquired in different orders by tasks that can run at the same time.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const cycle of cycles(model)) {
      const [first, ...others] = cycle.edges;
      if (first === undefined || others.length === 0) continue;
      const names = cycle.edges.map((edge) => waitName(edge)).sort();
      yield finding({
        ...locationOf(outermost(since(first.held, first.wait))),
        ruleId: "lock-order",
        severity: "warning",
        message: `Possible deadlock: ${cycle.edges.map(orderText).join("; ")}. When they run at the same time, each waits for a lock that ${others.length === 1 ? "the other" : "the next one"} holds. Acquire these locks in the same order everywhere.`,
        related: [
          related(first.held.place, `${first.held.place.in} acquires ${heldName(first)} here`),
          ...others.flatMap((edge) => [
            related(edge.held.place, `${edge.held.place.in} acquires ${heldName(edge)} here`),
            related(edge.wait.place, `${edge.wait.place.in} then waits for ${waitName(edge)} here`),
          ]),
        ],
        paths: cycle.edges.map(pathOf),
        interleaving: interleaving(cycle.edges),
        identity: cycle.identity,
        fingerprint: fingerprint("lock-order", ...names),
      });
    }
  },
};

function orderText(edge: Edge): string {
  const { held, wait } = edge;
  const where =
    wait.place.in === held.place.in ? `line ${lineOf(wait.place)}` : `in ${wait.place.in}, line ${lineOf(wait.place)}`;
  return `${held.place.in} holds ${heldName(edge)} and waits for ${waitName(edge)} (${where})`;
}

function pathOf(edge: Edge): PathStep[] {
  return [
    ...steps(edge.held, `${edge.held.place.in} acquires ${heldName(edge)}`),
    ...steps(since(edge.held, edge.wait), `${edge.wait.place.in} waits for ${waitName(edge)}`),
  ];
}

function interleaving(edges: readonly Edge[]): string[] {
  const task = (index: number): string => `Task ${index + 1} (${edges[index]?.held.place.in ?? ""})`;
  const holder = (edge: Edge): number => edges.findIndex((other) => other !== edge && other.heldKey === edge.waitKey);
  return [
    ...edges.map((edge, index) => `${task(index)} acquires ${heldName(edge)} at line ${lineOf(edge.held.place)}`),
    ...edges.map((edge, index) => `${task(index)} waits for ${waitName(edge)}, which task ${holder(edge) + 1} holds`),
    edges.length === 2 ? "Neither can go on." : "None of them can go on.",
  ];
}

/** The member of the class where the instance is not known; otherwise the lock as that function calls it. */
function heldName({ heldKey, held }: Edge): string {
  return className(heldKey) ?? lockText(held.lock);
}

function waitName({ waitKey, wait }: Edge): string {
  return className(waitKey) ?? lockText(wait.lock);
}

function className(key: string): string | undefined {
  return key.startsWith("any ") ? `\`${key.slice(key.indexOf("#") + 1).replace("[*]", "[…]")}\`` : undefined;
}
