// One name for one thing: `this.informer.handler` is `this` where the informer was made with `new Informer(this)`.

import { valueAt } from "#engine/catalog/read";
import { constructionOf, writtenArguments } from "./catalog-arguments";
import type { Expr } from "./facts";
import type { World } from "./frame";
import { extend, type Path, pathText, type Step } from "./path";

/**
 * The path with every field that a constructor filled from its arguments replaced by what was given to it; of a lock that is
 * made with a name, the name.
 */
export function canonical(path: Path, world: World): Path {
  let now: Path = { root: path.root, steps: [] };
  for (const step of path.steps) now = given(now, step, world) ?? alias(now, step, world) ?? extend(now, step);
  return byName(now, world) ?? now;
}

/** `new Mutex(client, "orders")`: everybody who makes one of that name has the same lock. */
function byName(path: Path, world: World): Path | undefined {
  const last = path.steps.at(-1);
  const init =
    last !== undefined
      ? initOf(path, world)
      : path.root.r === "module"
        ? constantVariable(path.root, world)
        : undefined;
  return init?.k === "new" ? namedBy(init, pathText(path), world) : undefined;
}

/** The lock that `new` or a call makes, where it has a name. */
function namedBy({ resource, args }: Extract<Expr, { k: "new" }>, shown: string, world: World): Path | undefined {
  if (resource === undefined) return undefined;
  const type = world.catalog.constructedType(resource.module, resource.type);
  if (type?.named === undefined) return undefined;
  const written = writtenArguments(args);
  const options = written.at(type.named.argument);
  if (options !== undefined && written.property(options, "...") !== undefined) return undefined;
  const value = valueAt(type.named, written);
  const name = value === undefined ? type.named.otherwise : constantOf(value, world);
  if (name === undefined) return undefined;
  const made = constructionOf(type, written, (one) => constantOf(one, world));
  const root = { r: "name" as const, of: `${resource.module} ${resource.type}`, name: String(name), shown, ...made };
  return { root, steps: [] };
}

function constantOf(value: Expr, world: World): string | number | boolean | undefined {
  if (value.k === "const") return value.value;
  const named = value.k === "module" ? world.variable(value.file, value.name) : undefined;
  return named?.constant === true && named.init?.k === "const" ? named.init.value : undefined;
}

/** What a field that nobody writes holds from the start, where that is a constant: the name of a lock. */
export function constantAt(path: Path, world: World): string | number | boolean | undefined {
  const whole = canonical(path, world);
  const last = whole.steps.at(-1);
  const init =
    last === undefined
      ? whole.root.r === "module"
        ? constantVariable(whole.root, world)
        : undefined
      : initOf(whole, world);
  return init?.k === "const" ? init.value : undefined;
}

/** `lock = this.mutex`, `condition = { lock: this.mutex }`: the same lock in two fields. */
function alias(owner: Path, step: Step, world: World): Path | undefined {
  if (!("f" in step)) return undefined;
  const init = initOf(extend(owner, step), world);
  // A member that is made of another one is that one; `this` and the variable of a module are names of their own.
  if (init?.k !== "field") return undefined;
  const last = owner.steps.at(-1);
  const inObject = step.slot === undefined || world.field(step.slot) === undefined;
  const self: Path = inObject && last !== undefined ? { root: owner.root, steps: owner.steps.slice(0, -1) } : owner;
  return pathOf(init, self);
}

/** The initializer of a member, or of the property of an object that a member holds from the start. */
function initOf(place: Path, world: World): Expr | undefined {
  const last = place.steps.at(-1);
  if (last === undefined || !("f" in last)) return undefined;
  if (last.slot !== undefined && world.isReassigned(last.slot)) return undefined;
  const own = last.slot === undefined ? undefined : world.field(last.slot);
  if (own !== undefined) return own;
  const holder = place.steps.at(-2);
  if (holder === undefined || !("f" in holder) || holder.slot === undefined || world.isReassigned(holder.slot))
    return undefined;
  const made = world.field(holder.slot);
  return made?.k === "object" ? made.props.find(([name]) => name === last.f)?.[1] : undefined;
}

function constantVariable({ file, name }: Extract<Path["root"], { r: "module" }>, world: World): Expr | undefined {
  const variable = world.variable(file, name);
  return variable?.constant === true ? variable.init : undefined;
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
    if (variable?.constant !== true) return undefined;
    // `const locks = { red: mutex }`: another name of it.
    if (variable.init?.k === "object")
      return pathOf(variable.init.props.find(([prop]) => prop === step.f)?.[1], undefined);
    return argument(variable.init, step, undefined, world);
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
