// `node:worker_threads`: what a thread knows of itself, and its ports.

import { codedError } from "../../runtime/values";
import { environmentData } from "../environment-data";
import type { Parts } from "../parts";
import { SHARE_ENV } from "../worker";

export function createWorkerThreads(parts: Parts): object {
  const { realm, ports, options } = parts;
  return {
    Worker: parts.Worker,
    isMainThread: options.isMain,
    threadId: options.threadId,
    parentPort: parts.parentPort,
    workerData: options.isMain ? null : parts.workerData,
    resourceLimits: {},
    SHARE_ENV,
    MessageChannel: ports.MessageChannel,
    MessagePort: ports.MessagePort,
    BroadcastChannel: parts.BroadcastChannel,
    receiveMessageOnPort: (port: unknown) => ports.receiveMessageOnPort(port),
    markAsUntransferable: ports.markAsUntransferable,
    isMarkedAsUntransferable: ports.isMarkedAsUntransferable,
    moveMessagePortToContext(): never {
      throw codedError(
        Error,
        "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
        "moveMessagePortToContext is not simulated: the simulated Node has no vm contexts",
      );
    },
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
