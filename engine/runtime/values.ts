// Type guards for values of user code, which may be anything.

export type Callable = (this: unknown, ...args: unknown[]) => unknown;

export function isCallable(value: unknown): value is Callable {
  return typeof value === "function";
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

export function isConstructor(value: unknown): value is new (...args: unknown[]) => object {
  if (typeof value !== "function") return false;
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}

/** Reads a property of anything, as the language does. */
export function get(value: object, key: PropertyKey): unknown {
  return answers(value) ? value[key] : undefined;
}

/** Every object answers to every key; `Reflect.get` would be a call of the host each time. */
function answers(value: object): value is { readonly [key: PropertyKey]: unknown } {
  return value !== undefined;
}

/** Calls the `then` method of anything, as `Promise.prototype.catch` and the combinators do. */
export function invokeThen(target: unknown, ...handlers: unknown[]): unknown {
  if (target === undefined || target === null)
    throw new TypeError("Cannot read properties of undefined (reading 'then')");
  const then = get(Object(target), "then");
  if (!isCallable(then)) throw new TypeError("promise.then is not a function");
  return then.apply(target, handlers);
}

/** Calls a method that an object of the program's may have; `undefined` where it has none. */
export function invoke(target: object, method: string, ...args: unknown[]): unknown {
  const found = get(target, method);
  return isCallable(found) ? found.call(target, ...args) : undefined;
}

/** An option of an options object that may not be one. */
export function option(options: unknown, key: string): unknown {
  return isObject(options) ? Reflect.get(options, key) : undefined;
}

/** An error as Node makes it: with a `code`, and with the code in the name that a stack shows. */
export function codedError(make: new (message: string) => Error, code: string, message: string): Error {
  const error = new make(message);
  Object.defineProperty(error, "code", { value: code, enumerable: true, writable: true, configurable: true });
  return error;
}

/** `instanceof Error` of anything: user code may throw an object whose traps throw. */
export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

/** What to say of an error that ended something. */
export function errorText(error: unknown): string {
  try {
    if (isError(error)) {
      const { name, message } = error;
      return message === "" ? String(name) : `${name}: ${message}`;
    }
    return String(error);
  } catch {
    return "an object that cannot be shown as text";
  }
}
