// What the scheduler is told of each thread: priority, tickets, the CPUs that it may run on, when it arrives.

import { useState } from "preact/hooks";
import { TICKS_PER_MILLISECOND } from "#engine/machine";
import type { ThreadRule } from "#engine/scheduling/settings";
import { parseRule } from "#engine/scheduling/text";
import { FieldError } from "../widgets/field-error";

export interface ThreadsFormProps {
  readonly names: readonly string[];
  readonly rules: readonly ThreadRule[];
  readonly cpus: number;
  onRules(rules: readonly ThreadRule[]): void;
}

type Field = "priority" | "tickets" | "cpus" | "arrival";

const fields: readonly {
  readonly key: Field;
  readonly label: string;
  readonly title: string;
  readonly hint: string;
}[] = [
  {
    key: "priority",
    label: "Priority",
    title: "A whole number; the policy says whether low or high ones are urgent",
    hint: "0",
  },
  { key: "tickets", label: "Tickets", title: "Its share under lottery and stride", hint: "usual" },
  { key: "cpus", label: "CPUs", title: "The CPUs that it may run on, counted from 0: 0, 2. Empty: all", hint: "all" },
  {
    key: "arrival",
    label: "Arrival, ms",
    title: "Milliseconds after the begin of the run before which it does not arrive. Empty: as soon as it is started",
    hint: "at once",
  },
];

export function ThreadsForm({ names, rules, cpus, onRules }: ThreadsFormProps) {
  const [wrong, setWrong] = useState<{ readonly id: string; readonly message: string }>();
  const all = [...new Set([...names, ...rules.map(({ name }) => name)])];
  const set = (name: string, key: Field, text: string, id: string): void => {
    const changed = ruleWith(rules.findLast((it) => it.name === name) ?? { name }, key, text.trim(), cpus);
    if (typeof changed === "string") {
      setWrong({ id, message: changed });
      return;
    }
    setWrong(undefined);
    const others = rules.filter((it) => it.name !== name);
    onRules(1 < Object.keys(changed).length ? [...others, changed] : others);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="table-scroll" aria-label="Rules of the threads" tabIndex={0}>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">Thread</th>
            {fields.map(({ key, label, title }) => (
              <th key={key} scope="col" title={title}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map((name, row) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {fields.map(({ key, label, title, hint }) => {
                const id = `rule-${row}-${key}`;
                const message = wrong?.id === id ? wrong.message : undefined;
                return (
                  <td key={key}>
                    <input
                      type="text"
                      size={6}
                      title={title}
                      placeholder={hint}
                      aria-label={`${label} of ${name}`}
                      aria-invalid={message !== undefined}
                      aria-describedby={id}
                      value={textOf(
                        rules.findLast((it) => it.name === name),
                        key,
                      )}
                      onChange={(event) => set(name, key, event.currentTarget.value, id)}
                    />
                    <FieldError id={id} message={message} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function textOf(rule: ThreadRule | undefined, key: Field): string {
  if (key === "cpus") return rule?.cpus?.join(", ") ?? "";
  if (key === "arrival") return rule?.arrival === undefined ? "" : String(rule.arrival / TICKS_PER_MILLISECOND);
  return rule?.[key] === undefined ? "" : String(rule[key]);
}

/** The rule with this field, or in words what is wrong with it. */
function ruleWith(rule: ThreadRule, key: Field, text: string, cpus: number): ThreadRule | string {
  const { [key]: _, ...rest } = rule;
  if (text === "") return rest;
  if (key === "arrival") {
    const ticks = Math.round(Number(text) * TICKS_PER_MILLISECOND);
    return 0 <= ticks ? { ...rest, arrival: ticks } : "Write milliseconds, for example 2.5.";
  }
  // The name is not part of what is checked: it may hold anything.
  const parsed = parseRule(`x:${key}=${text.replaceAll(/\s*,\s*/g, "+")}`);
  if (!parsed.ok)
    return key === "cpus" ? "Write CPUs with commas between, counted from 0: 0, 2." : "Write a whole number.";
  const beyond = parsed.value.cpus?.find((cpu) => cpus <= cpu);
  if (beyond !== undefined) return `There is no CPU ${beyond}: they are 0 to ${cpus - 1}.`;
  return { ...rest, ...parsed.value, name: rule.name };
}
