// self-join: work waits for its own promise, so it never ends.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { meetings, sameThing } from "#server/model/rendezvous";
import { pathText } from "#server/model/path";
import { finding, fingerprint, lineOf, locationOf, related } from "./report";
import type { Rule } from "./rule";

export const selfJoin: Rule = {
  id: "self-join",
  summary: "A task waits for its own end.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const met = meetings(model);
    const seen = new Set<string>();
    for (const registration of met.registrations) {
      if (registration.item.kind !== "promise") continue;
      for (const block of met.blocksOf(registration)) {
        if (block.kind !== "promise" || block.early || isInsidePrimitive(model, block.place.fn)) continue;
        const same = sameThing(registration.item.into, registration.root, block.on, registration.root);
        if (same === undefined) continue;
        const { place } = block;
        const key = `${place.file}:${lineOf(place)}:${place.range.start.character}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const name = `\`${pathText(registration.item.into)}\``;
        const start = registration.item.place;
        const last = { ...locationOf(place), message: `${place.in} waits for ${name}, which is this work itself` };
        yield finding({
          ...locationOf(place),
          ruleId: "self-join",
          severity: "warning",
          message: `This waits for ${name}, the end of the work that was started in ${start.in} (line ${lineOf(start)}); when that work itself comes here, it waits for its own end, for ever. Ask it to stop and return, and let somebody else wait for it.`,
          related: [related(start, `the work is started here and kept in ${name}`)],
          paths: [
            [
              { ...locationOf(start), message: `${start.in} starts the work and keeps its promise in ${name}` },
              ...block.chain.map((step) => ({ ...locationOf(step), message: `${step.in} goes on` })),
              last,
            ],
          ],
          identity: same,
          fingerprint: fingerprint("self-join", place.fn, name),
        });
      }
    }
  },
};
