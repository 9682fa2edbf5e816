// Decoders of everything that reaches the extension host from outside it: the panel's messages, command arguments, kept state.

import * as v from "valibot";
import type { MachineSettings } from "#engine/machine";
import { decodeScheduling } from "#engine/scheduling/decode";
import type { SchedulingSettings } from "#engine/scheduling/settings";
import type { Outcome } from "#engine/trace/trace";
import type { ScenarioParams, StartEdit } from "#protocol/server";
import type { FromWebview, ViewState } from "#protocol/webview";

const naturalNumber = v.pipe(v.number(), v.integer(), v.minValue(0));
const positiveNumber = v.pipe(v.number(), v.integer(), v.minValue(1));
const shortText = v.pipe(v.string(), v.maxLength(10_000));

const position = v.object({ line: naturalNumber, character: naturalNumber });

const scheduling: v.GenericSchema<unknown, SchedulingSettings> = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const settings = decodeScheduling(dataset.value ?? {});
    if (settings !== undefined) return settings;
    addIssue({ message: "no scheduling settings" });
    return NEVER;
  }),
);

const machine: v.GenericSchema<unknown, MachineSettings> = v.object({
  cpus: positiveNumber,
  policy: shortText,
  quantum: positiveNumber,
  contextSwitch: naturalNumber,
  onePerProcess: v.boolean(),
  seed: v.number(),
  ioLatency: naturalNumber,
  threadStart: naturalNumber,
  scheduling,
  limits: v.object({
    fuelPerJob: positiveNumber,
    maxEvents: positiveNumber,
    maxTime: positiveNumber,
    maxDepth: positiveNumber,
  }),
});

const viewState: v.GenericSchema<unknown, ViewState> = v.object({
  step: naturalNumber,
  machine,
  level: v.picklist(["tasks", "threads", "processes"]),
});

const OUTCOMES: ReadonlySet<unknown> = new Set<Outcome["kind"]>([
  "completed",
  "deadlock",
  "kept-alive",
  "failed",
  "bound",
]);

/** Only its kind is looked at here; whoever reads further reads plain data that is shown as text. */
const outcome = v.custom<Outcome>(
  (value) => typeof value === "object" && value !== null && "kind" in value && OUTCOMES.has(value.kind),
);

const stateWords = v.record(v.string(), v.string());

const startEdit: v.GenericSchema<unknown, StartEdit> = v.object({
  values: v.pipe(v.array(v.object({ name: shortText, text: shortText })), v.maxLength(100)),
  calls: v.pipe(v.array(shortText), v.maxLength(100)),
});

const fromWebview: v.GenericSchema<unknown, FromWebview> = v.variant("type", [
  v.object({ type: v.literal("ready") }),
  v.object({
    type: v.literal("view"),
    view: viewState,
    summary: v.object({
      running: v.boolean(),
      steps: naturalNumber,
      outcome: v.optional(outcome) as v.GenericSchema<Outcome | undefined>,
      why: v.string(),
      tasks: stateWords,
      threads: stateWords,
      deadlock: v.string(),
      marks: v.array(v.object({ site: naturalNumber, text: shortText })),
    }),
  }),
  v.object({ type: v.literal("reveal"), uri: v.string(), site: naturalNumber, focus: v.boolean() }),
  v.object({ type: v.literal("refresh") }),
  v.object({
    type: v.literal("start"),
    edit: v.optional(startEdit) as v.GenericSchema<StartEdit | undefined>,
    keep: v.boolean(),
  }),
  v.object({
    type: v.literal("annotate"),
    tag: v.picklist(["simulate", "simulated", "cost"]),
    functionName: v.exactOptional(shortText),
    line: v.exactOptional(naturalNumber),
    text: shortText,
  }),
  v.object({ type: v.literal("error"), message: v.string() }),
]);

const scenarioParams: v.GenericSchema<unknown, ScenarioParams> = v.object({
  uri: v.pipe(v.string(), v.startsWith("file:")),
  position: v.exactOptional(position),
  edit: v.exactOptional(startEdit),
});

const keptStarts = v.record(v.string(), startEdit);

const remembered = v.object({ params: scenarioParams, view: v.optional(viewState) });

/** What is kept in the workspace's state so that a reload of the window comes back to the same program and step. */
export interface Remembered {
  readonly params: ScenarioParams;
  readonly view: ViewState | undefined;
}

/** `undefined` where the message is not one of the panel's. */
export function decodeFromWebview(message: unknown): FromWebview | undefined {
  return decode(fromWebview, message);
}

/** `undefined` where the command was called with something else, for example the address that a menu passes. */
export function decodeScenarioParams(argument: unknown): ScenarioParams | undefined {
  return decode(scenarioParams, argument);
}

export function decodeRemembered(value: unknown): Remembered | undefined {
  const found = decode(remembered, value);
  return found && { params: found.params, view: found.view };
}

/** What is started in each file, by its address, where a person kept it and no comment can say it. */
export function decodeKeptStarts(value: unknown): Readonly<Record<string, StartEdit>> {
  return decode(keptStarts, value) ?? {};
}

function decode<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}
