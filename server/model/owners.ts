// Whether two places surely belong to different objects: each to one that its own member or variable was made with.

import type { Expr } from "./facts";
import type { Path } from "./path";
import { perModel } from "./per-model";
import type { ProgramModel } from "./program-model";

/** Two queues of one class, in two members or variables, are two queues. */
export const ownersOf = perModel((model: ProgramModel): ((a: Path, b: Path) => boolean) => {
  const made = new Set<string>();
  const isMade = (init: Expr | undefined): boolean => init?.k === "new";
  const reassigned = new Set([...model.files.values()].flatMap((file) => file.reassigned));
  for (const file of model.files.values()) {
    for (const { name, init, constant } of file.variables)
      if (constant && isMade(init)) made.add(`module ${file.file}:${name}`);
    for (const cls of file.classes)
      for (const [name, init] of cls.fields)
        if (isMade(init) && !reassigned.has(`${cls.id}.${name}`)) made.add(`${cls.id}.${name}`);
  }
  const owner = (path: Path): string | undefined => {
    const last = path.steps.findLastIndex((step) => "f" in step);
    if (last < 0) return undefined;
    const before = path.steps[last - 1];
    const name =
      before === undefined
        ? path.root.r === "module"
          ? `module ${path.root.file}:${path.root.name}`
          : undefined
        : "f" in before
          ? before.slot
          : undefined;
    return name !== undefined && made.has(name) ? name : undefined;
  };
  return (a, b) => {
    const [one, other] = [owner(a), owner(b)];
    return one !== undefined && other !== undefined && one !== other;
  };
});
