// `AsyncLocalStorage` and `AsyncResource` of `node:async_hooks`: values that follow the chain of callbacks.

import { isCallable } from "../runtime/values";
import type { Realm } from "./realm";

export function createAsyncHooks(realm: Realm): Record<string, unknown> {
  const { tasks } = realm;

  /** Runs with other values, and puts the old ones back. */
  const withStore = (store: ReturnType<typeof tasks.store>, run: () => unknown): unknown => {
    const before = tasks.store();
    tasks.setStore(store);
    try {
      return run();
    } finally {
      tasks.setStore(before);
    }
  };
  const call = (callback: unknown, self: unknown, args: readonly unknown[]): unknown => {
    if (!isCallable(callback)) throw new TypeError("callback is not a function");
    return callback.apply(self, [...args]);
  };

  class AsyncLocalStorage {
    run(value: unknown, callback: unknown, ...args: unknown[]): unknown {
      return withStore(new Map(tasks.store()).set(this, value), () => call(callback, undefined, args));
    }
    exit(callback: unknown, ...args: unknown[]): unknown {
      const without = new Map(tasks.store());
      without.delete(this);
      return withStore(without, () => call(callback, undefined, args));
    }
    enterWith(value: unknown): void {
      tasks.setStore(new Map(tasks.store()).set(this, value));
    }
    getStore(): unknown {
      return tasks.store().get(this);
    }
    disable(): void {
      const without = new Map(tasks.store());
      without.delete(this);
      tasks.setStore(without);
    }
    static bind(callback: unknown): unknown {
      const store = tasks.store();
      return function bound(this: unknown, ...args: unknown[]) {
        return withStore(store, () => call(callback, this, args));
      };
    }
    static snapshot(): unknown {
      const store = tasks.store();
      return (callback: unknown, ...args: unknown[]) => withStore(store, () => call(callback, undefined, args));
    }
  }

  let nextId = 1;
  class AsyncResource {
    readonly #store = tasks.store();
    readonly #id = ++nextId;
    readonly type: string;
    constructor(type: unknown) {
      this.type = String(type);
    }
    runInAsyncScope(callback: unknown, self?: unknown, ...args: unknown[]): unknown {
      return withStore(this.#store, () => call(callback, self, args));
    }
    bind(callback: unknown, self?: unknown): unknown {
      const resource = this;
      return function bound(this: unknown, ...args: unknown[]) {
        return resource.runInAsyncScope(callback, self ?? this, ...args);
      };
    }
    static bind(callback: unknown, type?: unknown, self?: unknown): unknown {
      return new AsyncResource(type ?? "bound-anonymous-fn").bind(callback, self);
    }
    emitDestroy(): this {
      return this;
    }
    asyncId(): number {
      return this.#id;
    }
    triggerAsyncId(): number {
      return 1;
    }
  }

  return {
    AsyncLocalStorage,
    AsyncResource,
    executionAsyncId: () => tasks.owner()?.id ?? 0,
    triggerAsyncId: () => 0,
    executionAsyncResource: () => ({}),
    asyncWrapProviders: {},
    createHook() {
      realm.limit("`async_hooks.createHook` is not simulated: its callbacks are never called");
      const hook = { enable: () => hook, disable: () => hook };
      return hook;
    },
  };
}
