// The arguments of a call as the source or the abstract run knows them, for the catalog's positions and numbers.

import { type Arguments, capacityFrom, valueAt } from "#engine/catalog/read";
import type { Bound, ResourceType } from "#engine/catalog/schema";
import type { Expr } from "./facts";
import type { Value } from "./state";

export function abstractArguments(args: readonly Value[]): Arguments<Value> {
  return {
    count: args.length,
    at: (index) => (args[index]?.k === "undef" ? undefined : args[index]),
    isFunction: (value) => value.k === "fn" || value.k === "releaser",
    property: (value, name) => (value.k === "object" ? value.props.get(name) : undefined),
    isObject: (value) => value.k === "object",
  };
}

/** The same for arguments that have not been evaluated. */
export function writtenArguments(args: readonly Expr[]): Arguments<Expr> {
  return {
    count: args.length,
    at: (index) => (args[index]?.k === "undef" ? undefined : args[index]),
    isFunction: (value) => value.k === "fn",
    property: (value, name) => (value.k === "object" ? value.props.find(([key]) => key === name)?.[1] : undefined),
    isObject: (value) => value.k === "object",
  };
}

/** How a resource is made with these arguments: its units where they are known, and whether its waits end by themselves. */
export function constructionOf<T>(
  type: ResourceType | undefined,
  args: Arguments<T>,
  constantOf: (value: T) => string | number | boolean | undefined,
): { capacity?: number; bounded?: boolean } {
  if (type === undefined) return {};
  const capacity = capacityFrom(type.capacity, args, (value) => {
    const known = constantOf(value);
    return typeof known === "number" ? known : undefined;
  });
  const bounded = mayBeBounded(type.bounded, args, constantOf);
  return { ...(capacity === undefined ? {} : { capacity }), ...(bounded ? { bounded } : {}) };
}

/** Whether these arguments may bound the wait. What is not known may. */
export function mayBeBounded<T>(
  bound: Bound | undefined,
  args: Arguments<T>,
  constantOf: (value: T) => string | number | boolean | undefined,
): boolean {
  if (bound === undefined || bound === true) return bound === true;
  const given = valueAt(bound, args);
  const says = (value: T | undefined): boolean => {
    if (value === undefined) return false;
    const known = constantOf(value);
    return known !== false && known !== 0;
  };
  if (given === undefined || args.isFunction(given)) return bound.otherwise === true;
  if (bound.names === undefined) return says(given);
  // An options object that is not written here, or is put together from others, may have any of them.
  if (!args.isObject(given) || args.property(given, "...") !== undefined) return true;
  return bound.names.some((name) => says(args.property(given, name)));
}
