// barrier-mismatch: a latch, countdown or barrier is not met by as many as it counts.

import type { Finding } from "#protocol/finding";
import type { Countdown } from "#server/model/countdowns";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const barrierMismatch: Rule = {
  id: "barrier-mismatch",
  summary: "A latch or barrier counts more participants than arrive, so whoever waits for it waits for ever.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const one of waits?.countdowns ?? []) {
        const { what, story } = wordsOf(one);
        yield finding({
          file,
          range: one.at,
          ruleId: "barrier-mismatch",
          severity: "warning",
          message: what,
          related: [{ file, range: one.made, message: `\`${one.text}\` gets its number here` }],
          paths: [
            [
              { file, range: one.made, message: `${one.in} makes \`${one.text}\` count ${one.count}` },
              { file, range: one.at, message: pathEnd(one) },
            ],
          ],
          interleaving: story,
          fingerprint: fingerprint("barrier-mismatch", one.fn, one.text, one.kind),
        });
      }
    }
  },
};

function wordsOf({ kind, text, count, made, other, in: name }: Countdown): { what: string; story: readonly string[] } {
  const from = `\`${text}\` counts \`${count}\` (line ${made.start.line + 1})`;
  switch (kind) {
    case "in-loop":
      return {
        what: `This waits inside the loop that starts those whom it waits for: ${from}, and each turn of the loop starts only one of them. With two or more, the first turn waits for ever. Wait after the loop, or count one a turn.`,
        story: [
          `${name} starts the first participant, and waits for ${count} of them`,
          "The first participant counts down; the next is started in the next turn",
          "The next turn never comes.",
        ],
      };
    case "way-out":
      return {
        what: `A participant leaves here without counting down: ${from}, and whoever waits for it waits for ever. Count down in a \`finally\`.`,
        story: [
          "A participant leaves on this way",
          `\`${text}\` never comes to zero`,
          "Whoever waits for it waits for ever.",
        ],
      };
    case "failure":
      return {
        what: `If \`${other}\` fails, this participant never counts down: ${from}, nobody looks at the promise of the participant, and whoever waits for the others waits for ever. Count down in a \`finally\`.`,
        story: [`\`${other}\` fails`, `\`${text}\` never comes to zero`, "Whoever waits for it waits for ever."],
      };
    case "slots":
      return {
        what: `Not all parties of this barrier can be here at the same time: ${from}, and ${other}. Those who are in wait for the others, and the others for a slot. Give it as many slots as there are parties, or meet outside of it.`,
        story: [
          "As many parties as there are slots arrive and wait at the barrier, each in its slot",
          "The next party waits for a slot",
          "Neither can go on.",
        ],
      };
    case "nobody":
      return {
        what: `With an empty \`${other}\` nobody ends this wait: ${from}, only a participant that counts down ends it, and then there is none. Let whoever waits look at the count first.`,
        story: [`\`${other}\` is empty`, `Nobody counts \`${text}\` down`, "Whoever waits for it waits for ever."],
      };
    case "few":
      return {
        what: `${other === "0" ? "Nobody" : `Only ${other}`} of \`${count}\` participants ever counts \`${text}\` down (it gets its number at line ${made.start.line + 1}), so this waits for ever. Count as many as there are.`,
        story: [],
      };
  }
}

function pathEnd({ kind, text }: Countdown): string {
  switch (kind) {
    case "in-loop":
    case "few":
      return `and \`${text}\` is waited for here`;
    case "way-out":
    case "failure":
      return "a participant may end here without counting down";
    case "slots":
      return "the parties meet here";
    case "nobody":
      return "and nobody may come to count it down";
  }
}
