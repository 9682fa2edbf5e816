// The main module of a thread: how it is started by its kind, what becomes of its top-level `await`, and of what it throws.

import { passOn, SUSPENDED } from "../runtime/suspension";
import type { PromiseRecord } from "../runtime/promise-record";
import { NO_CONTEXT } from "../runtime/tasks";
import type { Realm } from "./realm";

export type ModuleKind = "esm" | "cjs";

export interface MainModule {
  /** Runs the body: at once for CommonJS, in a microtask for an ES module, as Node's loaders do. */
  run(kind: ModuleKind, body: () => unknown): unknown;
  /** Whether its top-level `await` has not ended. */
  unsettled(): boolean;
  /** Makes it as it was at first. */
  renew(): void;
}

/** Awaits of Node's module loader between a module's evaluation and the report of its error: microtasks run meanwhile. */
const LOADER_AWAITS = 3;

export function createMainModule(realm: Realm, name: string): MainModule {
  let kind: ModuleKind = "cjs";
  let record: PromiseRecord | undefined;

  /** Throws what the module's promise was rejected with, after as many awaits as there are between. */
  const failAfter = (rejected: PromiseRecord, awaits: number): void => {
    realm.promises.awaitWith(
      rejected,
      undefined,
      () => undefined,
      (error) => {
        if (awaits <= 1) return realm.uncaught(error, "unhandledRejection");
        const next = realm.promises.create(undefined).record;
        failAfter(next, awaits - 1);
        realm.promises.reject(next, error);
      },
    );
  };
  const watch = (result: unknown) => {
    record = realm.promises.recordOf(result);
    if (record !== undefined) failAfter(record, LOADER_AWAITS);
  };
  /** What an ES module throws at once rejects its promise. */
  const outcomeOf = (rest: () => unknown): unknown => {
    if (kind === "cjs") return rest();
    try {
      return rest();
    } catch (error) {
      realm.check();
      const { promise, record: failed } = realm.promises.create(undefined);
      realm.promises.reject(failed, error);
      return promise;
    }
  };

  return {
    run(given, body) {
      kind = given;
      const evaluate = () => {
        const result = outcomeOf(() => realm.call(body, undefined, []));
        if (result !== SUSPENDED) return watch(result);
        realm.suspensions.defer((inner) => watch(outcomeOf(() => passOn(inner))));
        return SUSPENDED;
      };
      const start = () => realm.tasks.runModule(name, evaluate);
      if (given === "cjs") return start();
      realm.jobs.microtask(NO_CONTEXT, start);
      return undefined;
    },
    unsettled: () => kind === "esm" && record?.state === "pending",
    renew() {
      kind = "cjs";
      record = undefined;
    },
  };
}
