// The numbers of a whole run: what each thread and each CPU spent its time on, and the means that textbooks compare policies by.

import { runText, THREAD_COLUMNS, threadRows } from "#engine/trace/metrics-text";
import type { Trace } from "#engine/trace/trace";
import { timeText } from "../names";
import { Icon } from "../widgets/icon";
import { ScrollTable } from "../widgets/table";

export function Metrics({ trace }: { readonly trace: Trace }) {
  return (
    <>
      <p>{runText(trace, timeText)}</p>
      <Notes trace={trace} />
      <ScrollTable label="Threads of the run" head={THREAD_COLUMNS} rows={threadRows(trace, timeText)} />
      <ScrollTable
        label="CPUs of the run"
        head={["CPU", "Busy", "Switching", "Idle"]}
        rows={trace.metrics.cpus.map((cpu, id) => [
          `CPU ${id}`,
          timeText(cpu.busy),
          timeText(cpu.switching),
          timeText(cpu.idle),
        ])}
      />
    </>
  );
}

/** How the policy knows or guesses what a burst takes, and the like. */
function Notes({ trace }: { readonly trace: Trace }) {
  const notes = trace.assumptions.filter(({ kind }) => kind === "scheduling");
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map(({ message }) => (
        <li key={message}>
          <Icon name="info" /> {message}
        </li>
      ))}
    </ul>
  );
}
