// The form of what is started: values that the calls share, and the calls that start together.

import { useState } from "preact/hooks";
import type { ScenarioStart, StartEdit } from "#protocol/server";
import type { WrongInput } from "#protocol/webview";
import { FieldError } from "../widgets/field-error";
import { Icon } from "../widgets/icon";
import { FunctionField } from "./function-field";
import { isChanged, type ScenarioState, withExample } from "./state";

export interface StartFormProps {
  readonly scenario: ScenarioState;
  readonly start: ScenarioStart;
  onDraft(draft: StartEdit): void;
  /** `undefined`: what is found. */
  onStart(edit: StartEdit | undefined, keep: boolean): void;
}

const kinds: Readonly<Record<ScenarioStart["kind"], string>> = {
  program: "The whole program runs. Add calls to start functions of the file together, after the file has run.",
  made: "Nothing in the project was found that calls this: the calls and their values were made from the parameters' types.",
  tag: "These calls stand in the @simulate comment above the function.",
  edited: "These calls were written here. They are not in the source.",
};

export function StartForm({ scenario, start, onDraft, onStart }: StartFormProps) {
  const { draft, wrong, asked } = scenario;
  const { values, calls } = draft;
  const changed = isChanged(scenario);
  return (
    <form
      class="start-form"
      aria-label="What is started"
      onSubmit={(event) => {
        event.preventDefault();
        if (0 < calls.length) onStart(draft, false);
      }}
    >
      <p>{kinds[start.kind]}</p>
      {values.length === 0 ? null : <h4>Values that the calls share</h4>}
      {values.map(({ name, text }, index) => {
        const change = (value: Partial<(typeof values)[number]>): void =>
          onDraft({ calls, values: values.with(index, { name, text, ...value }) });
        return (
          <Row
            key={index}
            id={`value-${index}`}
            wrong={messageAt(wrong, "values", index)}
            remove={`Remove value ${name}`}
            onRemove={() => onDraft({ calls, values: values.toSpliced(index, 1) })}
          >
            <Text
              label={`Name of value ${index + 1}`}
              value={name}
              size={10}
              describedBy={`value-${index}`}
              invalid={messageAt(wrong, "values", index) !== undefined}
              onText={(it) => change({ name: it })}
            />
            <span>=</span>
            <Text
              label={`Value ${name}`}
              value={text}
              wide
              describedBy={`value-${index}`}
              invalid={messageAt(wrong, "values", index) !== undefined}
              onText={(it) => change({ text: it })}
            />
          </Row>
        );
      })}
      {calls.length === 0 ? null : <h4>Calls that start together</h4>}
      {calls.map((call, index) => (
        <Row
          key={index}
          id={`call-${index}`}
          wrong={messageAt(wrong, "calls", index)}
          remove={`Remove call ${index + 1}`}
          onRemove={() => onDraft({ values, calls: calls.toSpliced(index, 1) })}
        >
          <Text
            label={`Call ${index + 1}`}
            value={call}
            wide
            describedBy={`call-${index}`}
            invalid={messageAt(wrong, "calls", index) !== undefined}
            onText={(it) => onDraft({ values, calls: calls.with(index, it) })}
          />
        </Row>
      ))}
      <AddCall start={start} draft={draft} onDraft={onDraft} />
      <div class="form-row">
        <button type="submit" class="text-button primary" aria-disabled={calls.length === 0} data-testid="start-run">
          <Icon name="play" /> Run these
        </button>
        <button
          type="button"
          class="text-button"
          aria-disabled={calls.length === 0}
          data-testid="start-keep"
          title={
            start.above === undefined
              ? "The program as a whole has no place for a comment: it is kept for this file in this workspace"
              : "Can be undone in the editor"
          }
          onClick={() => {
            if (0 < calls.length) onStart(draft, true);
          }}
        >
          <Icon name="save" />{" "}
          {start.above === undefined ? "Run and keep for this file" : `Run and write as comment above ${start.above}`}
        </button>
        {start.kind === "edited" || changed ? (
          <button
            type="button"
            class="text-button"
            data-testid="start-reset"
            onClick={() =>
              start.kind === "edited" ? onStart(undefined, true) : onDraft({ values: start.values, calls: start.calls })
            }
          >
            <Icon name="discard" /> Back to what was found
          </button>
        ) : null}
      </div>
      <FieldError id="start-wrong" message={wrong?.at === "simulate" ? wrong.message : undefined} />
      {asked ? (
        <p class="busy" role="status">
          <Icon name="loading codicon-modifier-spin" /> Preparing…
        </p>
      ) : null}
    </form>
  );
}

function AddCall({ start, draft, onDraft }: Pick<StartFormProps, "start" | "onDraft"> & { readonly draft: StartEdit }) {
  const [chosen, setChosen] = useState<string>();
  const name = chosen ?? start.above ?? start.functions[0]?.name;
  const add = (): void => {
    const example = start.functions.find((it) => it.name === name)?.example;
    onDraft(withExample(draft, example ?? { values: [], calls: [`${name ?? ""}()`] }));
  };
  return (
    <div class="form-row">
      {start.functions.length === 0 ? null : (
        <FunctionField functions={start.functions} chosen={name} testId="start-function" onChoose={setChosen} />
      )}
      <button type="button" class="text-button" data-testid="start-add" onClick={add}>
        <Icon name="add" /> Add a call at the same time
      </button>
      <button
        type="button"
        class="text-button"
        onClick={() => onDraft({ ...draft, values: [...draft.values, { name: nextName(draft), text: "1" }] })}
      >
        <Icon name="add" /> Add a value
      </button>
    </div>
  );
}

function nextName({ values }: StartEdit): string {
  for (let index = 1; ; index++) if (values.every(({ name }) => name !== `value${index}`)) return `value${index}`;
}

function messageAt(wrong: WrongInput | undefined, part: "values" | "calls", index: number): string | undefined {
  if (wrong === undefined || typeof wrong.at === "string") return undefined;
  return wrong.at.part === part && wrong.at.index === index ? wrong.message : undefined;
}

interface RowProps {
  readonly id: string;
  readonly wrong: string | undefined;
  readonly remove: string;
  readonly children: preact.ComponentChildren;
  onRemove(): void;
}

function Row({ id, wrong, remove, children, onRemove }: RowProps) {
  return (
    <div class="edit-row">
      {children}
      <button type="button" class="icon-button" title={remove} aria-label={remove} onClick={onRemove}>
        <Icon name="close" />
      </button>
      <FieldError id={id} message={wrong} />
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly size?: number;
  readonly wide?: boolean;
  readonly describedBy: string;
  readonly invalid: boolean;
  onText(text: string): void;
}

function Text({ label, value, size, wide, describedBy, invalid, onText }: TextProps) {
  return (
    <input
      type="text"
      class={wide === true ? "code wide" : "code"}
      aria-label={label}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      spellcheck={false}
      size={size ?? 20}
      value={value}
      onInput={(event) => onText(event.currentTarget.value)}
    />
  );
}
