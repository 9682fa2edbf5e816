// One name for one thing: `this.informer.handler` is `this` where the informer was made with `new Informer(this)`.

import type { Expr } from "./facts";
import type { World } from "./frame";
import { extend, type Path, type Step } from "./path";

/** The path with every field that a constructor filled from its arguments replaced by what was given to it. */
export function canonical(path: Path, world: World): Path {
  if (path.steps.length < 2 && path.root.r !== "made" && path.root.r !== "module") return path;
  let now: Path = { root: path.root, steps: [] };
  for (const step of path.steps) now = given(now, step, world) ?? extend(now, step);
  return now;
}

/** What the field of a thing made in a known place was given. */
function given(owner: Path, step: Step, world: World): Path | undefined {
  if (!("f" in step)) return undefined;
  const last = owner.steps.at(-1);
  if (last === undefined) {
    if (owner.root.r === "made") return owner.root.fields?.find(([name]) => name === step.f)?.[1];
    if (owner.root.r !== "module") return undefined;
    const { file, name } = owner.root;
    const variable = world.variable(file, name);
    return variable?.constant === true ? argument(variable.init, step, undefined, world) : undefined;
  }
  if (!("f" in last) || last.slot === undefined || world.isReassigned(last.slot)) return undefined;
  const holder: Path = { root: owner.root, steps: owner.steps.slice(0, -1) };
  return argument(world.field(last.slot), step, holder, world);
}

/** The argument that fills the field, as seen from where the thing was made; `self` is what `this` is there. */
function argument(
  init: Expr | undefined,
  step: Extract<Step, { f: string }>,
  self: Path | undefined,
  world: World,
): Path | undefined {
  if (init?.k !== "new" || init.cls === undefined) return undefined;
  const slot = `${init.cls}.${step.f}`;
  if (world.isReassigned(slot)) return undefined;
  const position = world.given(init.cls).find(([name]) => name === step.f)?.[1];
  return position === undefined ? undefined : pathOf(init.args[position], self);
}

function pathOf(e: Expr | undefined, self: Path | undefined): Path | undefined {
  if (e?.k === "this") return self;
  if (e?.k === "module") return { root: { r: "module", file: e.file, name: e.name }, steps: [] };
  if (e?.k !== "field") return undefined;
  const owner = pathOf(e.of, self);
  return owner === undefined
    ? undefined
    : extend(owner, e.slot === undefined ? { f: e.name } : { f: e.name, slot: e.slot });
}
