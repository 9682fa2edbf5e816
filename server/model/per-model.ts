// What several rules ask of the same program, found once for each: the answer is kept as long as the program's model is.

/** The same function, which does its work once for each model. It must depend on nothing but the model. */
export function perModel<M extends object, T>(find: (model: M) => T): (model: M) => T {
  const known = new WeakMap<M, { readonly found: T }>();
  return (model) => {
    const before = known.get(model);
    if (before !== undefined) return before.found;
    const found = find(model);
    known.set(model, { found });
    return found;
  };
}
