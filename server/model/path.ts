// Identity of things: a root (variable, parameter, `this`, allocation, name) and an access path from it.

import type { FunctionId, VarId } from "./facts";

export type Root =
  | { readonly r: "param"; readonly index: number; readonly name: string }
  | { readonly r: "this" }
  /** A variable of a function around this one. */
  | { readonly r: "captured"; readonly v: VarId; readonly name: string }
  | { readonly r: "module"; readonly file: string; readonly name: string }
  /** A lock that belongs to whoever says its name. */
  | {
      readonly r: "name";
      readonly of: string;
      readonly name: string;
      /** How the program calls it, where it has a variable for it. */
      readonly shown?: string;
      readonly capacity?: number;
      readonly bounded?: boolean;
    }
  /** Made here: each run of the function makes another. */
  | {
      readonly r: "made";
      readonly by: FunctionId;
      readonly site: string;
      readonly name?: string;
      readonly capacity?: number;
      readonly bounded?: boolean;
      /** The function that made it of closures. */
      readonly factory?: FunctionId;
      /** What its constructor put into its fields. */
      readonly fields?: readonly (readonly [string, Path])[];
    }
  /** One of several, or not known at all: equal to nothing, not even to itself. */
  | { readonly r: "some"; readonly site: string };

export type Step =
  | { readonly f: string; readonly slot?: string }
  /** An element: of a known key, of the key another path names, or some element. */
  | { readonly e: string | number | boolean }
  | { readonly of: Path }
  | { readonly any: string };

/** Begins the site of a number that is reckoned from others: the index of a neighbour. */
export const RECKONED = "reckoned";

export interface Path {
  readonly root: Root;
  readonly steps: readonly Step[];
}

/** The step goes to the element at a number that is reckoned from others. */
export function isReckoned(step: Step | undefined): boolean {
  return (
    step !== undefined && "of" in step && step.of.root.r === "some" && step.of.root.site.startsWith(`${RECKONED} `)
  );
}

export function extend(path: Path, step: Step): Path {
  return { root: path.root, steps: [...path.steps, step] };
}

/** Equal keys: the same thing (unless `isVague`). */
export function pathKey(path: Path): string {
  return rootKey(path.root) + path.steps.map(stepKey).join("");
}

/** Two vague paths are never known to be the same thing. */
export function isVague(path: Path): boolean {
  return path.root.r === "some" || path.steps.some((step) => "any" in step || ("of" in step && isVague(step.of)));
}

/** It means the same thing wherever it is said: no parameter, `this` or captured variable in it. */
export function isClosed(path: Path): boolean {
  const open =
    path.root.r === "param" || path.root.r === "this" || path.root.r === "captured" || path.root.r === "some";
  return !open && path.steps.every((step) => !("of" in step) || isClosed(step.of));
}

/** As a person would write it. */
export function pathText(path: Path): string {
  const { root } = path;
  const head =
    root.r === "module" && root.name === "default"
      ? (/([^/]+?)(\.[cm]?tsx?)?$/.exec(root.file)?.[1] ?? root.name)
      : root.r === "param" || root.r === "captured" || root.r === "module"
        ? root.name
        : root.r === "this"
          ? "this"
          : root.r === "made"
            ? (root.name ?? "")
            : root.r === "name"
              ? (root.shown ?? JSON.stringify(root.name))
              : "";
  const tail = path.steps
    .map((step) =>
      "f" in step
        ? `.${step.f}`
        : "e" in step
          ? `[${JSON.stringify(step.e)}]`
          : "of" in step
            ? `[${pathText(step.of)}]`
            : "[…]",
    )
    .join("");
  const text = head + tail;
  return text.startsWith(".") ? text.slice(1) : text === "" ? "the lock" : text;
}

/** The class member that holds it, if its last step is one: `<file>#Account.mutex`. */
export function slotOfPath(path: Path): string | undefined {
  const last = path.steps.at(-1);
  return last !== undefined && "f" in last ? last.slot : undefined;
}

/** The class member that holds it, or of which it is an element: `<file>#UrlLocks.byUrl[*]`. */
export function memberOf(path: Path): string | undefined {
  const last = path.steps.at(-1);
  if (last === undefined || "f" in last) return slotOfPath(path);
  const before = path.steps.at(-2);
  return before !== undefined && "f" in before && before.slot !== undefined ? `${before.slot}[*]` : undefined;
}

/**
 * Names of the place across the program, whatever the instance: by the class member, and by the member before it and the
 * property's name. Empty where it is a place of this function alone.
 */
export function memberKeys(path: Path): string[] {
  const { root, steps } = path;
  let known: string | undefined =
    root.r === "module" ? `module ${root.file}:${root.name}` : root.r === "captured" ? `captured ${root.v}` : undefined;
  let other: string | undefined;
  for (const step of steps) {
    if ("f" in step) {
      other = step.slot !== undefined && known !== undefined ? `${known}.${step.f}` : undefined;
      known = step.slot ?? (known === undefined ? undefined : `${known}.${step.f}`);
    } else {
      known = known === undefined ? undefined : `${known}[*]`;
      other = other === undefined ? undefined : `${other}[*]`;
    }
  }
  return [known, other].filter((key) => key !== undefined);
}

function rootKey(root: Root): string {
  switch (root.r) {
    case "param":
      return `param ${root.index}`;
    case "this":
      return "this";
    case "captured":
      return `captured ${root.v}`;
    case "module":
      return `module ${root.file}:${root.name}`;
    case "name":
      return `name ${root.of}:${root.name}`;
    case "made":
      return `made ${root.by}@${root.site}`;
    case "some":
      return `some ${root.site}`;
  }
}

function stepKey(step: Step): string {
  if ("f" in step) return `.${step.f}`;
  if ("e" in step) return `[${JSON.stringify(step.e)}]`;
  return "of" in step ? `[${pathKey(step.of)}]` : `[any ${step.any}]`;
}
