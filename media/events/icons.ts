// A codicon for each kind of event.

import type { TraceEvent } from "#engine/trace/trace";
import { stateSigns } from "../names";

export function eventIcon(event: TraceEvent): string {
  switch (event.kind) {
    case "thread-state":
    case "task-state":
      return stateSigns[event.to].icon;
    case "process-new":
      return "server-process";
    case "process-exit":
      return "sign-out";
    case "thread-level":
      return "layers";
    case "task-at":
      return "arrow-small-right";
    case "resource-new":
      return "add";
    case "request":
      return "question";
    case "acquire":
      return "key";
    case "release":
      return "unlock";
    case "abandon":
      return "close";
    case "put":
      return "arrow-small-right";
    case "take":
      return "arrow-small-left";
    case "timer-set":
    case "timer-fire":
      return "watch";
    case "output":
      return "output";
    case "error":
    case "deadlock":
      return "error";
    case "limit":
      return "warning";
  }
}
