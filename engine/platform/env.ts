// `process.env` of one thread: every value is text (Node docs, "Process", `process.env`).

/** A copy of `given`, whose values stay texts whatever is put into it. */
export function createEnv(given: object | undefined): object {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(given ?? {})) values[key] = textOf(value);
  return new Proxy(values, {
    set(target, key, value) {
      if (typeof key === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
      target[key] = textOf(value);
      return true;
    },
  });
}

function textOf(value: unknown): string {
  if (typeof value === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
  return String(value);
}
