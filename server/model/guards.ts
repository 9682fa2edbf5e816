// Objects that stand for locks that are held: with methods that release, made by a class of the user's, or a `DisposableStack`.

import type { Range } from "#protocol/finding";
import type { CallExpr, NewExpr } from "./facts";
import type { Frame } from "./frame";
import { expose, handOn, holdsIn, releaseHold } from "./locks";
import type { Path } from "./path";
import { type State, UNKNOWN, type Value } from "./state";

type ObjectValue = Extract<Value, { k: "object" }>;

/** `new Guard(release)`, of a class whose constructor does nothing with `release` but keep it: the object, with what releases in its field. */
export function guardMade(
  e: NewExpr,
  made: Path,
  args: readonly Value[],
  state: State,
  frame: Frame,
): ObjectValue | undefined {
  if (e.cls === undefined) return undefined;
  const kept = frame.world.given(e.cls).filter(([, , only]) => only);
  const releases = (value: Value | undefined): boolean =>
    value !== undefined && holdsIn(value, state, frame).length > 0;
  if (!kept.some(([, position]) => releases(args[position]))) return undefined;
  const positions = new Set(kept.map(([, position]) => position));
  args.forEach((value, position) => {
    if (!positions.has(position)) expose(value, state, e.at, frame);
  });
  return { k: "object", props: new Map(kept.map(([name, position]) => [name, args[position] ?? UNKNOWN])), made };
}

/**
 * A method of such an object is called. Its body is read as a closure of another run, whose variables are not known here, so
 * what the method releases has been written down with the object; any other method may release as well.
 */
export function callMember(e: CallExpr, receiver: Value, state: State, frame: Frame): void {
  if (receiver.k === "either") {
    for (const option of receiver.of) callMember(e, option, state, frame);
    return;
  }
  if (receiver.k !== "object" || receiver.handle === true || e.member === undefined) return;
  const method = receiver.props.get(e.member);
  if (method?.k === "releaser") releaseHold(method.hold, state, frame);
  // The methods of a class are read with the object as their `this`, those of an object made here with its variables.
  else if (method?.k !== "fn" && (receiver.made === undefined || e.callee.t !== "function"))
    for (const key of holdsIn(receiver, state, frame)) handOn(key, state, frame);
}

/**
 * `use`, `defer`, `adopt`, `dispose` and `move` of a `DisposableStack`, which is the object of what it will release.
 * `undefined`: it is no stack, or does none of these.
 * @see https://tc39.es/proposal-explicit-resource-management/#sec-properties-of-the-disposablestack-prototype-object
 */
export function callStack(
  e: CallExpr,
  receiver: Value,
  args: readonly Value[],
  state: State,
  at: Range,
  frame: Frame,
): Value | undefined {
  if (receiver.k !== "object" || receiver.stack !== true || e.receiver?.k !== "var") return undefined;
  const [value = UNKNOWN, release = UNKNOWN] = args;
  const put = (props: ObjectValue["props"]): void => {
    if (e.receiver?.k === "var") state.env.set(e.receiver.v, { ...receiver, props });
  };
  switch (e.member) {
    case "use":
    case "defer":
      put(new Map([...receiver.props, [`${receiver.props.size}`, value]]));
      return value;
    case "adopt":
      // `adopt(release, (it) => it())`: what is adopted is released, however the function does it.
      put(new Map([...receiver.props, [`${receiver.props.size}`, { k: "tuple", items: [value, release] }]]));
      return value;
    case "move":
      put(new Map());
      return receiver;
    case "dispose":
    case "disposeAsync":
    case "[Symbol.dispose]":
    case "[Symbol.asyncDispose]":
      for (const key of holdsIn(receiver, state, frame)) releaseHold(key, state, frame);
      put(new Map());
      return UNKNOWN;
    default:
      expose(receiver, state, at, frame);
      return undefined;
  }
}
