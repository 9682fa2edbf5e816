// What `interleave.json` may say: the catalog's schema as a validator, with what may be left out.

import * as v from "valibot";
import { REVIEWS, RULES } from "#server/rules/index";

const count = v.pipe(v.number(), v.integer());
const argument = { argument: count, property: v.exactOptional(v.string()) };
const functionPosition = v.union([count, v.literal("first-function")]);

const effect = v.picklist([
  "ACQ",
  "TRY",
  "REL",
  "RUN",
  "ENQ",
  "WAIT",
  "SIGNAL",
  "SEND",
  "RECV",
  "SPAWN",
  "JOIN",
  "KILL",
  "CANCEL",
  "PAUSE",
  "RESUME",
]);

const kind = v.picklist([
  "mutex",
  "semaphore",
  "rwlock",
  "limiter",
  "queue",
  "channel",
  "event",
  "condition",
  "barrier",
  "pool",
  "timer",
  "port",
  "io",
  "promise",
]);

const result = v.variant("kind", [
  v.strictObject({ kind: v.literal("void") }),
  v.strictObject({ kind: v.literal("value") }),
  v.strictObject({
    kind: v.literal("promise"),
    property: v.exactOptional(v.string()),
    builder: v.exactOptional(v.strictObject({ elsewhere: v.optional(v.array(v.string()), []) })),
  }),
  v.strictObject({
    kind: v.literal("releaser"),
    idempotent: v.optional(v.boolean(), true),
    direct: v.exactOptional(v.boolean()),
  }),
  v.strictObject({ kind: v.literal("tuple"), index: count, idempotent: v.optional(v.boolean(), true) }),
  v.strictObject({
    kind: v.literal("handle"),
    release: v.array(v.string()),
    idempotent: v.optional(v.boolean(), true),
    direct: v.exactOptional(v.boolean()),
  }),
  v.strictObject({ kind: v.literal("outcome"), promise: v.exactOptional(v.boolean()) }),
  v.strictObject({ kind: v.literal("resource"), type: v.string() }),
  v.strictObject({ kind: v.literal("remote"), promise: v.exactOptional(v.boolean()) }),
  v.strictObject({ kind: v.literal("wrapped"), argument: count }),
]);

const callback = v.strictObject({
  argument: functionPosition,
  until: v.optional(v.picklist(["settles", "returns", "done-called"]), "settles"),
  done: v.exactOptional(count),
  doneIfDeclares: v.exactOptional(
    v.strictObject({
      parameters: count,
      compare: v.picklist(["=", ">="]),
      exceptAsync: v.optional(v.boolean(), false),
    }),
  ),
  each: v.exactOptional(v.union([v.literal("element"), v.strictObject({ over: count })])),
  starts: v.exactOptional(v.picklist(["sync", "micro", "macro"])),
  runsFor: v.exactOptional(v.picklist(["caller", "releaser"])),
});

const bound = v.union([
  v.literal(true),
  v.strictObject({ ...argument, otherwise: v.exactOptional(v.boolean()), names: v.exactOptional(v.array(v.string())) }),
]);

const mode = v.picklist(["shared", "exclusive"]);

const operation = {
  effect,
  result: v.exactOptional(result),
  callback: v.exactOptional(callback),
  amount: v.exactOptional(
    v.union([v.literal("all"), v.strictObject({ ...argument, otherwise: v.exactOptional(v.number()) })]),
  ),
  mode: v.exactOptional(v.union([mode, v.strictObject({ ...argument, otherwise: v.exactOptional(mode) })])),
  key: v.exactOptional(
    v.strictObject({
      ...argument,
      otherwise: v.exactOptional(v.string()),
      list: v.exactOptional(v.picklist(["in-order", "together"])),
      optional: v.exactOptional(v.boolean()),
    }),
  ),
  bounded: v.exactOptional(bound),
  token: v.exactOptional(count),
  lazy: v.exactOptional(v.boolean()),
  mayReject: v.exactOptional(v.boolean()),
  memory: v.exactOptional(v.picklist(["edge", "level"])),
  condition: v.exactOptional(
    v.union([v.string(), v.strictObject({ ...argument, otherwise: v.exactOptional(v.string()) })]),
  ),
  blocksThread: v.exactOptional(v.boolean()),
  overRelease: v.exactOptional(v.picklist(["ignored", "throws", "adds"])),
  never: v.exactOptional(v.string()),
};

const capacity = v.union([
  v.pipe(v.number(), v.minValue(0)),
  v.literal("unbounded"),
  v.strictObject({ ...argument, otherwise: v.exactOptional(v.union([v.number(), v.literal("unbounded")])) }),
]);

const type = v.strictObject({
  export: v.string(),
  typeNames: v.exactOptional(v.array(v.string())),
  kind,
  construct: v.optional(v.picklist(["new", "call", "singleton", "result"]), "new"),
  capacity: v.exactOptional(capacity),
  worker: v.exactOptional(callback),
  bounded: v.exactOptional(bound),
  named: v.exactOptional(v.strictObject({ ...argument, otherwise: v.exactOptional(v.string()) })),
  file: v.exactOptional(
    v.strictObject({
      ...argument,
      otherwise: v.exactOptional(v.string()),
      is: v.picklist(["entry", "job"]),
      here: v.exactOptional(v.boolean()),
    }),
  ),
  methods: v.exactOptional(v.strictObject(operation)),
  reentrant: v.optional(v.boolean(), false),
  order: v.optional(v.picklist(["fifo", "priority", "unordered", "readers-first", "writers-first"]), "fifo"),
  scope: v.optional(v.picklist(["instance", "process", "name"]), "instance"),
  operations: v.array(v.strictObject({ member: v.string(), ...operation })),
});

const library = v.strictObject({
  module: v.pipe(v.string(), v.nonEmpty("The name of a package, as it is imported.")),
  types: v.optional(v.array(type), []),
  functions: v.optional(
    v.array(
      v.strictObject({
        export: v.string(),
        kind,
        on: v.optional(v.union([v.picklist(["call", "name"]), v.strictObject({ argument: count })]), "call"),
        capacity: v.optional(capacity, "unbounded"),
        ...operation,
      }),
    ),
    [],
  ),
  aliases: v.optional(
    v.array(v.strictObject({ export: v.string(), argument: count, bounded: v.optional(v.boolean(), false) })),
    [],
  ),
});

const levels = v.record(
  v.picklist([...RULES, ...REVIEWS].map(({ id }) => id)),
  v.picklist(["off", "information", "warning", "error"]),
);
const globs = v.array(v.pipe(v.string(), v.nonEmpty("A pattern such as `src/legacy/**`.")));

export const userCatalogSchema = v.strictObject({
  $schema: v.exactOptional(v.string()),
  catalog: v.optional(v.array(library), []),
  rules: v.optional(levels, {}),
  overrides: v.optional(v.array(v.strictObject({ files: globs, rules: levels })), []),
  ignore: v.optional(globs, []),
});

export type UserCatalog = v.InferOutput<typeof userCatalogSchema>;
