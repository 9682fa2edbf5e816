// Stands for vitest, Jest, Mocha and `node:test` in a simulated test file: its bodies run as a program, one test after another.

import { inspect, isDeepStrictEqual } from "node:util";

type Body = (context?: unknown) => unknown;

interface Suite {
  readonly name: string;
  readonly parent: Suite | undefined;
  readonly concurrent: boolean;
  readonly items: (Suite | Test)[];
  readonly hooks: Readonly<Record<Hook, Body[]>>;
}

interface Test {
  readonly name: string;
  readonly body: Body;
  readonly concurrent: boolean;
}

type Hook = "beforeAll" | "beforeEach" | "afterEach" | "afterAll";

const newSuite = (name: string, parent: Suite | undefined, concurrent: boolean): Suite => ({
  name,
  parent,
  concurrent,
  items: [],
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
});

/** What a test file may import, or find as globals. Runs the file's tests when the file has been loaded. */
export function createTestRunner(): Readonly<Record<string, unknown>> {
  const root = newSuite("", undefined, false);
  let current = root;
  let failed = 0;

  function declareSuite(name: unknown, args: readonly unknown[], concurrent: boolean): void {
    const body = args.find((value): value is Body => typeof value === "function");
    const suite = newSuite(String(name), current, concurrent);
    current.items.push(suite);
    const before = current;
    current = suite;
    try {
      body?.();
    } finally {
      current = before;
    }
  }

  function declareTest(name: unknown, args: readonly unknown[], concurrent: boolean): void {
    const body = args.find((value): value is Body => typeof value === "function");
    if (body !== undefined)
      current.items.push({ name: String(name), body, concurrent: concurrent || current.concurrent });
  }

  /** `test`, with `test.only`, `test.skip`, `test.concurrent`, `test.each(...)` and the like. */
  function declarer(declare: typeof declareTest) {
    const each =
      (concurrent: boolean) =>
      (rows: Iterable<unknown>) =>
      (name: unknown, body: Body): void => {
        for (const row of rows) {
          const values: readonly unknown[] = Array.isArray(row) ? row : [row];
          let index = 0;
          const shown = String(name).replace(/%[sdifjoO]/g, () => String(values[index++]));
          declare(shown, [() => Reflect.apply(body, undefined, values)], concurrent);
        }
      };
    const plain = (name: unknown, ...args: unknown[]) => declare(name, args, false);
    const concurrent = Object.assign((name: unknown, ...args: unknown[]) => declare(name, args, true), {
      each: each(true),
    });
    const nothing = Object.assign(() => {}, { each: () => () => {} });
    const when = (condition: unknown) => (condition ? plain : nothing);
    return Object.assign(plain, {
      only: plain,
      sequential: plain,
      concurrent,
      each: each(false),
      skip: nothing,
      todo: nothing,
      fails: nothing,
      skipIf: (condition: unknown) => when(!condition),
      runIf: when,
    });
  }

  const hook = (name: Hook) => (body: Body) => void current.hooks[name].push(body);

  async function runTest(test: Test, suite: Suite): Promise<void> {
    const title = [...names(suite), test.name].join(" > ");
    try {
      for (const before of chain(suite, "beforeEach")) await finished(before);
      try {
        await finished(test.body);
      } finally {
        for (const after of [...chain(suite, "afterEach")].reverse()) await finished(after);
      }
      console.log(`\u2713 ${title}`);
    } catch (error) {
      failed++;
      console.log(`\u2717 ${title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function runSuite(suite: Suite): Promise<void> {
    for (const before of suite.hooks.beforeAll) await finished(before);
    let together: Promise<void>[] = [];
    for (const item of suite.items) {
      if ("items" in item) {
        await runSuite(item);
      } else if (item.concurrent) {
        together.push(runTest(item, suite));
      } else {
        await Promise.all(together);
        together = [];
        await runTest(item, suite);
      }
    }
    await Promise.all(together);
    for (const after of suite.hooks.afterAll) await finished(after);
  }

  // When the file has been loaded, its tests are known.
  setImmediate(async () => {
    await runSuite(root);
    if (failed > 0) process.exitCode = 1;
  });

  const suites = declarer(declareSuite);
  const tests = declarer(declareTest);
  const mocks = { fn: mockFunction, mocked: (value: unknown) => value };
  const expect = Object.assign((actual: unknown) => expectation(actual, false), {
    fail(message?: unknown): never {
      throw new AssertionError(String(message ?? "failed"));
    },
  });

  return {
    describe: suites,
    suite: suites,
    context: suites,
    it: tests,
    test: tests,
    specify: tests,
    beforeAll: hook("beforeAll"),
    before: hook("beforeAll"),
    beforeEach: hook("beforeEach"),
    setup: hook("beforeEach"),
    afterEach: hook("afterEach"),
    teardown: hook("afterEach"),
    afterAll: hook("afterAll"),
    after: hook("afterAll"),
    expect,
    vi: mocks,
    vitest: mocks,
    jest: mocks,
  };
}

/** A body is over when its promise is, or, where it takes a callback, when that is called. */
function finished(body: Body): unknown {
  if (body.length === 0 || /^\s*(async\s*)?(function\s*\w*\s*)?\(?\s*\{/.test(String(body))) return body({});
  return new Promise<void>((resolve, reject) => {
    body((error?: unknown) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}

function chain(suite: Suite | undefined, name: Hook): readonly Body[] {
  return suite === undefined ? [] : [...chain(suite.parent, name), ...suite.hooks[name]];
}

function names(suite: Suite): readonly string[] {
  return suite.parent === undefined ? [] : [...names(suite.parent), suite.name];
}

// --- expecting ----------------------------------------------------------------------------------------------------

class AssertionError extends Error {
  override readonly name = "AssertionError";
}

type Matcher = (actual: unknown, ...expected: readonly unknown[]) => boolean;

const has = (value: unknown, key: string): unknown =>
  value === null || value === undefined ? undefined : Reflect.get(Object(value), key);
const calls = (mock: unknown): readonly (readonly unknown[])[] => {
  const list: unknown = has(has(mock, "mock"), "calls");
  return Array.isArray(list) ? list : [];
};

/** Whether an object has what another one has, at least. */
function matches(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return Object.is(actual, expected);
  if (typeof actual !== "object" || actual === null) return false;
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return false;
  return Object.keys(expected).every((key) => matches(Reflect.get(actual, key), Reflect.get(expected, key)));
}

function throws(actual: unknown, expected: unknown): boolean {
  let error: unknown;
  try {
    if (typeof actual === "function") actual();
    else error = actual;
    if (typeof actual === "function") return false;
  } catch (thrown) {
    error = thrown;
  }
  const message = String(has(error, "message") ?? error);
  if (expected === undefined) return true;
  if (typeof expected === "string") return message.includes(expected);
  if (expected instanceof RegExp) return expected.test(message);
  if (typeof expected === "function") return error instanceof expected;
  return message === has(expected, "message");
}

const MATCHERS: Readonly<Record<string, Matcher>> = {
  toBe: Object.is,
  toEqual: (actual, expected) => isDeepStrictEqual(plain(actual), plain(expected)),
  toStrictEqual: isDeepStrictEqual,
  toMatchObject: matches,
  toBeUndefined: (actual) => actual === undefined,
  toBeDefined: (actual) => actual !== undefined,
  toBeNull: (actual) => actual === null,
  toBeTruthy: Boolean,
  toBeFalsy: (actual) => !actual,
  toBeNaN: (actual) => Number.isNaN(actual),
  toBeGreaterThan: (actual, expected) => Number(actual) > Number(expected),
  toBeGreaterThanOrEqual: (actual, expected) => Number(actual) >= Number(expected),
  toBeLessThan: (actual, expected) => Number(actual) < Number(expected),
  toBeLessThanOrEqual: (actual, expected) => Number(actual) <= Number(expected),
  toBeCloseTo: (actual, expected, digits = 2) =>
    Math.abs(Number(actual) - Number(expected)) < 10 ** -Number(digits) / 2,
  toBeInstanceOf: (actual, expected) => typeof expected === "function" && actual instanceof expected,
  toContain: (actual, expected) =>
    typeof actual === "string" ? actual.includes(String(expected)) : Array.isArray(actual) && actual.includes(expected),
  toContainEqual: (actual, expected) =>
    Array.isArray(actual) && actual.some((item) => isDeepStrictEqual(item, expected)),
  toHaveLength: (actual, expected) => has(actual, "length") === expected,
  toHaveProperty: (actual, key, ...value) => {
    const found = String(key)
      .split(".")
      .reduce((of: unknown, part) => has(of, part), actual);
    return value.length === 0 ? found !== undefined : isDeepStrictEqual(found, value[0]);
  },
  toMatch: (actual, expected) =>
    expected instanceof RegExp ? expected.test(String(actual)) : String(actual).includes(String(expected)),
  toThrow: throws,
  toThrowError: throws,
  toHaveBeenCalled: (actual) => calls(actual).length > 0,
  toHaveBeenCalledOnce: (actual) => calls(actual).length === 1,
  toHaveBeenCalledTimes: (actual, times) => calls(actual).length === times,
  toHaveBeenCalledWith: (actual, ...expected) =>
    calls(actual).some((call) => isDeepStrictEqual([...call], [...expected])),
};

/** Without the fields that are `undefined`. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plain(inner)]])),
  );
}

function judge(actual: unknown, negated: boolean, name: string, expected: readonly unknown[]): void {
  const matcher = MATCHERS[name];
  // An unknown matcher is no reason to call the program wrong.
  if (matcher === undefined || matcher(actual, ...expected) !== negated) return;
  const what = expected.map((value) => inspect(value)).join(", ");
  throw new AssertionError(`expect(${inspect(actual)})${negated ? ".not" : ""}.${name}(${what})`);
}

function expectation(actual: unknown, negated: boolean): object {
  const settled = (wanted: "resolves" | "rejects", not: boolean): object =>
    new Proxy(
      {},
      {
        get(_target, name) {
          if (name === "not") return settled(wanted, !not);
          return async (...expected: unknown[]) => {
            let value: unknown;
            let rejected = false;
            try {
              value = await (typeof actual === "function" ? actual() : actual);
            } catch (error) {
              rejected = true;
              value = error;
            }
            if (rejected !== (wanted === "rejects"))
              throw new AssertionError(`the promise ${rejected ? "rejected" : "resolved"}: ${inspect(value)}`);
            judge(value, not, String(name), expected);
          };
        },
      },
    );
  return new Proxy(
    {},
    {
      get(_target, name) {
        if (name === "not") return expectation(actual, !negated);
        if (name === "resolves" || name === "rejects") return settled(name, negated);
        return (...expected: unknown[]) => judge(actual, negated, String(name), expected);
      },
    },
  );
}

/** A function that remembers its calls: `vi.fn()`, `jest.fn()`. */
function mockFunction(implementation?: Body): object {
  let run: ((...args: unknown[]) => unknown) | undefined = implementation;
  const mock: { readonly calls: unknown[][]; readonly results: { readonly type: string; readonly value: unknown }[] } =
    {
      calls: [],
      results: [],
    };
  const fn = function (this: unknown, ...args: unknown[]): unknown {
    mock.calls.push(args);
    const value = run === undefined ? undefined : Reflect.apply(run, this, args);
    mock.results.push({ type: "return", value });
    return value;
  };
  const use = (next: (...args: unknown[]) => unknown) => {
    run = next;
    return fn;
  };
  return Object.assign(fn, {
    mock,
    mockImplementation: use,
    mockReturnValue: (value: unknown) => use(() => value),
    mockResolvedValue: (value: unknown) => use(async () => value),
    mockRejectedValue: (error: unknown) =>
      use(async () => {
        throw error;
      }),
    mockClear() {
      mock.calls.length = 0;
      return fn;
    },
    mockReset() {
      mock.calls.length = 0;
      run = undefined;
      return fn;
    },
  });
}
