// `node:worker_threads`: what a thread knows of itself, and its ports.

import { environmentData } from "../environment-data";
import type { Parts } from "../parts";

export function createWorkerThreads(parts: Parts): object {
  const { realm, ports, options } = parts;
  const untransferable = new WeakSet<object>();
  return {
    Worker: parts.Worker,
    isMainThread: options.isMain,
    threadId: options.threadId,
    parentPort: parts.parentPort,
    workerData: options.isMain ? null : parts.workerData,
    resourceLimits: {},
    SHARE_ENV: Symbol.for("nodejs.worker_threads.SHARE_ENV"),
    MessageChannel: ports.MessageChannel,
    MessagePort: ports.MessagePort,
    BroadcastChannel: parts.BroadcastChannel,
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
      return Reflect.get(parts.navigator, "locks");
    },
  };
}
