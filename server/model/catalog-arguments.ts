// The arguments of a call as the abstract run knows them, for the catalog's positions and numbers.

import type { Arguments } from "#engine/catalog/read";
import type { Value } from "./state";

export function abstractArguments(args: readonly Value[]): Arguments<Value> {
  return {
    count: args.length,
    at: (index) => args[index],
    isFunction: (value) => value.k === "fn" || value.k === "releaser",
    property: (value, name) => (value.k === "object" ? value.props.get(name) : undefined),
    isObject: (value) => value.k === "object",
  };
}
