// Whether two pieces of plain JSON say the same: without writing them out, and over as soon as they differ.

export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (!isEqual(a[index], b[index])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  const [names, others] = [Object.entries(a).filter(isThere), new Map(Object.entries(b).filter(isThere))];
  return (
    names.length === others.size && names.every(([name, value]) => others.has(name) && isEqual(value, others.get(name)))
  );
}

/** JSON has no `undefined`: a member that is, is absent. */
function isThere([, value]: readonly [string, unknown]): boolean {
  return value !== undefined;
}
