// A validator of valibot's as JSON Schema (draft-07, which VS Code reads), for the forms that the project uses.

import type * as v from "valibot";

type AnySchema = v.GenericSchema;

/** Throws where a form is met that is not known here, so that nothing is left out unseen. */
export function jsonSchemaOf(schema: AnySchema): Record<string, unknown> {
  const part = (name: string): unknown => Reflect.get(schema, name);
  switch (schema.type) {
    case "string":
    case "boolean":
      return { type: schema.type };
    case "number":
      return { type: isInteger(schema) ? "integer" : "number", ...lowest(schema) };
    case "literal":
      return { const: part("literal") };
    case "picklist":
      return { enum: part("options") };
    case "array":
      return { type: "array", items: jsonSchemaOf(asSchema(part("item"))) };
    case "union":
    case "variant":
      return { anyOf: asList(part("options")).map((option) => jsonSchemaOf(asSchema(option))) };
    case "optional":
    case "exact_optional":
      return { ...jsonSchemaOf(asSchema(part("wrapped"))), ...defaultOf(part("default")) };
    case "record": {
      const keys = asList(Reflect.get(asSchema(part("key")), "options"));
      const value = jsonSchemaOf(asSchema(part("value")));
      return {
        type: "object",
        properties: Object.fromEntries(keys.map((key) => [String(key), value])),
        additionalProperties: false,
      };
    }
    case "strict_object": {
      const entries = Object.entries(asRecord(part("entries"))).map(([name, one]) => [name, asSchema(one)] as const);
      const required = entries.filter(([, one]) => !one.type.endsWith("optional")).map(([name]) => name);
      return {
        type: "object",
        properties: Object.fromEntries(entries.map(([name, one]) => [name, jsonSchemaOf(one)])),
        ...(required.length === 0 ? {} : { required }),
        additionalProperties: false,
      };
    }
    default:
      throw new Error(`no JSON Schema is known for the form ${schema.type}`);
  }
}

function defaultOf(value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { default: value };
}

function isInteger(schema: AnySchema): boolean {
  return pipeOf(schema).some((action) => Reflect.get(action, "type") === "integer");
}

function lowest(schema: AnySchema): Record<string, unknown> {
  const minimum = pipeOf(schema).find((action) => Reflect.get(action, "type") === "min_value");
  return minimum === undefined ? {} : { minimum: Reflect.get(minimum, "requirement") };
}

function pipeOf(schema: AnySchema): readonly object[] {
  return asList(Reflect.get(schema, "pipe") ?? []).filter((action) => typeof action === "object" && action !== null);
}

function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("not a list");
  return value;
}

function asRecord(value: unknown): object {
  if (typeof value !== "object" || value === null) throw new Error("not an object");
  return value;
}

function asSchema(value: unknown): AnySchema {
  if (isSchema(value)) return value;
  throw new Error("not a schema");
}

function isSchema(value: unknown): value is AnySchema {
  return typeof value === "object" && value !== null && Reflect.get(value, "kind") === "schema";
}
