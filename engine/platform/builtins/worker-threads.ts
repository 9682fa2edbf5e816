// `node:worker_threads`: what a thread knows of itself, and its ports.

import type { BuiltinsInput } from "../builtins";
import { environmentData } from "../environment-data";

export function createWorkerThreads(input: BuiltinsInput): object {
  const { realm, ports, thread } = input;
  const untransferable = new WeakSet<object>();
  return {
    Worker: input.Worker,
    isMainThread: thread.isMain,
    threadId: thread.threadId,
    parentPort: thread.parentPort,
    workerData: thread.isMain ? null : thread.workerData,
    resourceLimits: {},
    SHARE_ENV: Symbol.for("nodejs.worker_threads.SHARE_ENV"),
    MessageChannel: ports.MessageChannel,
    MessagePort: ports.MessagePort,
    BroadcastChannel: input.BroadcastChannel,
    receiveMessageOnPort: (port: unknown) => ports.receiveMessageOnPort(port),
    markAsUntransferable: (value: object) => void untransferable.add(value),
    isMarkedAsUntransferable: (value: object) => untransferable.has(value),
    moveMessagePortToContext: (port: unknown) => port,
    getEnvironmentData: (key: unknown) => environmentData(realm).get(key),
    setEnvironmentData(key: unknown, value: unknown) {
      if (value === undefined) environmentData(realm).delete(key);
      else environmentData(realm).set(key, value);
    },
    get locks() {
      const navigator: unknown = input.values.navigator;
      return typeof navigator === "object" && navigator !== null ? Reflect.get(navigator, "locks") : undefined;
    },
  };
}
