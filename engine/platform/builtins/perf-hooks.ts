// `node:perf_hooks`: the thread's clock; nothing is measured behind the program's back.

import type { Parts } from "../parts";

export function createPerfHooks(parts: Parts): object {
  return {
    performance: parts.performance,
    monitorEventLoopDelay: () => parts.opaqueModule("perf_hooks"),
    PerformanceObserver: class PerformanceObserver {
      observe(): void {}
      disconnect(): void {}
    },
  };
}
