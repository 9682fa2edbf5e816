// `node:perf_hooks`: the thread's clock; nothing is measured behind the program's back.

import { createHistogram } from "../histogram";
import type { Parts } from "../parts";

export function createPerfHooks(parts: Parts): object {
  return {
    performance: parts.performance,
    createHistogram,
    monitorEventLoopDelay: () => parts.opaqueModule("perf_hooks"),
    PerformanceObserver: class PerformanceObserver {
      observe(): void {}
      disconnect(): void {}
    },
  };
}
