// A trace as a Mermaid sequence diagram: tasks and locks as participants, for a pull request or an issue.

import { atPlace, byId, resourceName, taskName, timeText } from "../names";
import type { ResourceId, TaskId, Trace, TraceEvent } from "../trace";

/** A diagram with more messages than this helps nobody; the rest is counted in a note. */
const MAX_MESSAGES = 200;
const MAX_PARTICIPANTS = 40;

/** Text for https://mermaid.js.org/syntax/sequenceDiagram.html: requests, acquisitions, releases, messages, output, deadlock. */
export function toMermaid(trace: Trace): string {
  const participants = new Map<string, string>();
  const messages: string[] = [];
  let left = 0;
  for (const event of trace.events) {
    const line = messageOf(trace, event, participants);
    if (line === undefined) continue;
    if (messages.length < MAX_MESSAGES) messages.push(line);
    else left++;
  }
  const head = [...participants].map(([id, label]) => `  participant ${id} as ${label}`);
  const first = [...participants.keys()][0];
  const note = left > 0 && first !== undefined ? [`  Note over ${first}: ${left} more not shown`] : [];
  return ["sequenceDiagram", ...head, ...messages, ...note, ""].join("\n");
}

function messageOf(trace: Trace, event: TraceEvent, participants: Map<string, string>): string | undefined {
  const { task } = event;
  const taskId = (id: TaskId) => participant(participants, `T${id}`, `task ${taskName(trace, id)}`);
  const resourceId = (id: ResourceId) => {
    const kind = byId(trace.resources, id)?.kind ?? "resource";
    return participant(participants, `R${id}`, `${kind} ${resourceName(trace, id)}`);
  };
  if (event.kind === "deadlock") {
    const ids = event.cycle.map((edge) => taskId(edge.task)).filter((id) => id !== undefined);
    const over = [...new Set([ids[0], ids.at(-1)])].filter((id) => id !== undefined).join(",");
    return over === "" ? undefined : `  Note over ${over}: deadlock at ${timeText(event.at)}`;
  }
  if (task === undefined) return undefined;
  const from = () => taskId(task);
  const where = atPlace(trace, event.site);
  switch (event.kind) {
    case "request":
      return arrow(from(), "->>", resourceId(event.resource), `asks${where}`);
    case "acquire":
      return arrow(resourceId(event.resource), "-->>", from(), "granted");
    case "release":
      return arrow(from(), "->>", resourceId(event.resource), `releases${where}`);
    case "abandon":
      return arrow(from(), "-x", resourceId(event.resource), "gives up");
    case "put":
      return arrow(from(), "-)", resourceId(event.resource), `puts ${event.preview}`);
    case "take":
      return arrow(resourceId(event.resource), "--)", from(), "takes");
    case "output":
      return note(from(), `writes ${event.text.trimEnd()}`);
    case "task-state":
      if (event.to === "terminated") return note(from(), event.result === "threw" ? "ends with an error" : "ends");
      return undefined;
    default:
      return undefined;
  }
}

function participant(participants: Map<string, string>, id: string, label: string): string | undefined {
  if (!participants.has(id)) {
    if (participants.size >= MAX_PARTICIPANTS) return undefined;
    participants.set(id, clean(label));
  }
  return id;
}

function arrow(from: string | undefined, sign: string, to: string | undefined, text: string): string | undefined {
  return from === undefined || to === undefined ? undefined : `  ${from}${sign}${to}: ${clean(text)}`;
}

function note(over: string | undefined, text: string): string | undefined {
  return over === undefined ? undefined : `  Note over ${over}: ${clean(text)}`;
}

/** Names and console text come from the user's program: what Mermaid would read as syntax becomes an entity code. */
function clean(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const line = short.replace(/\s+/g, " ").trim();
  return line.replace(/[#;<>&"`%{}[\]\\]/g, (character) => `#${character.charCodeAt(0)};`);
}
