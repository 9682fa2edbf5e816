// multi-acquire: locks of a list are taken one after the other, in the order in which the caller happens to give them.

import type { Finding } from "#protocol/finding";
import { pathText } from "#server/model/path";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import type { ManyAcquires } from "#server/model/summary";
import { type NeighbourPair, neighbourPairs } from "./neighbours";
import { finding, fingerprint, lineOf, locationOf, outermost, related, steps } from "./report";
import type { Rule } from "./rule";
import { samePlace } from "./slots";

export const multiAcquire: Rule = {
  id: "multi-acquire",
  summary: "Several locks are taken one after the other in the order in which a caller lists them.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const seen = new Set<string>();
    for (const root of model.roots) {
      for (const many of model.summaries.get(root.id)?.manyAcquires ?? []) {
        if (isInsidePrimitive(model, many.place.fn) || !isGiven(many) || isGated(many)) continue;
        if (root.kind === "module" && !many.task.some((step) => step.many)) continue;
        const { place } = many;
        const key = `${place.file}:${lineOf(place)}:${place.range.start.character}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield report(root.id, many);
      }
    }
    for (const pair of neighbourPairs(model))
      if (!isInsidePrimitive(model, pair.wait.place.fn)) yield reportNeighbours(pair);
  },
};

/** The list comes from whoever calls; a list that belongs to something is in one order for all. */
function isGiven({ element, lock }: ManyAcquires): boolean {
  return element.root.r === "param" && lock.path.root.r !== "made";
}

/** A lock that was held before keeps others with the same locks away. */
function isGated({ held, place }: ManyAcquires): boolean {
  return held.some((one) => one.lock.single && !samePlace(one.place, place));
}

function report(id: string, many: ManyAcquires): Finding {
  const { place, how } = many;
  const list = `\`${pathText({ root: many.element.root, steps: many.element.steps.filter((step) => "f" in step) })}\``;
  const at = outermost(many);
  return finding({
    ...locationOf(place),
    ruleId: "multi-acquire",
    severity: "warning",
    message: `Possible deadlock: the locks of ${list} are taken ${MANNER[how]}. Somebody who lists two of them the other way round can hold the second one meanwhile, and each waits for what the other holds. Sort the list first, by something that is the same for everybody.`,
    related: many.chain.length === 0 ? [] : [related(at, "called from here")],
    paths: [
      [...steps(many, `${place.in} holds the lock of the first one and waits for that of the second`)],
      [{ ...locationOf(place), message: `another call of ${place.in} with the list the other way round` }],
    ],
    interleaving: [
      `Task 1 comes to line ${lineOf(place)} with the list [a, b] and takes the lock of a`,
      "Task 2 comes there with [b, a] and takes the lock of b",
      "Task 1 waits for the lock of b, which task 2 holds; task 2 waits for the lock of a, which task 1 holds",
      "Neither can go on.",
    ],
    identity: "may",
    fingerprint: fingerprint("multi-acquire", id, place.fn, list),
  });
}

function reportNeighbours({ fn, held, wait, index }: NeighbourPair): Finding {
  const { path } = held.lock;
  const list = `\`${pathText({ root: path.root, steps: path.steps.slice(0, -1) })}\``;
  const [first, second] = [lineOf(held.place), lineOf(wait.place)];
  return finding({
    ...locationOf(wait.place),
    ruleId: "multi-acquire",
    severity: "warning",
    message: `Possible deadlock: each task of ${fn.name} holds one lock of ${list} (since line ${first}) and waits here for a neighbour's. With tasks all around, everybody can hold his own and wait for the next one's. Take the one with the smaller index first, whoever's it is.`,
    related: [related(held.place, `a lock of ${list} is held since here`)],
    paths: [
      [
        ...steps(held, `${held.place.in} takes one lock of ${list}`),
        ...steps(wait, `${wait.place.in} waits for a neighbour's, and keeps the first`),
      ],
      [
        {
          ...locationOf(wait.place),
          message: `another task of ${fn.name} holds that one, and waits for its own neighbour's`,
        },
      ],
    ],
    interleaving: [
      `Tasks with every \`${index}\` come to line ${first}, and each takes its lock there`,
      `At line ${second} each waits for a lock that the next one holds`,
      "The last one waits for what the first one holds: nobody can go on.",
    ],
    identity: "may",
    fingerprint: fingerprint("multi-acquire", fn.id, wait.place.fn, list, "neighbours"),
  });
}

const MANNER: Readonly<Record<ManyAcquires["how"], string>> = {
  loop: "one after the other in the order of the list, and kept",
  all: "side by side, each after something else was waited for, and kept",
  list: "one inside the other in the order of the list",
};
