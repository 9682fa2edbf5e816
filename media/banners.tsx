// What must be said before everything else: the deadlock in words, changed code, and the states in which there is nothing to draw.

import type { SiteId } from "#engine/scenario";
import { placeName, taskName } from "#engine/trace/names";
import { raceText } from "#engine/trace/race-text";
import type { Trace } from "#engine/trace/trace";
import type { Problem } from "#protocol/finding";
import { outcomeText } from "./model";
import type { Phase } from "./store";
import { Icon } from "./widgets/icon";

export interface DeadlockProps {
  readonly trace: Trace;
  readonly deadlockStep: number | undefined;
  readonly step: number;
  onStep(step: number): void;
  onReveal(site: SiteId): void;
}

/** Names tasks, locks and lines, and says what a person would see of it outside: nothing. */
export function DeadlockBanner({ trace, deadlockStep, step, onStep, onReveal }: DeadlockProps) {
  const { outcome } = trace;
  if (outcome.kind !== "deadlock") return null;
  const resource = (id: number | undefined): string | undefined => trace.resources.find((it) => it.id === id)?.name;
  return (
    <section class="banner deadlock" aria-label="Deadlock" data-testid="deadlock">
      <h2>
        <Icon name="error" /> DEADLOCK
        {deadlockStep === undefined || step === deadlockStep ? null : (
          <button type="button" class="link" onClick={() => onStep(deadlockStep)}>
            {`go to step ${deadlockStep}`}
          </button>
        )}
      </h2>
      <ul>
        {outcome.blocked.map((it) => {
          const { site } = it;
          const place = placeName(trace, site);
          const holders = it.heldBy.map((id) => taskName(trace, id));
          return (
            <li key={it.task}>
              <b>{taskName(trace, it.task)}</b> waits for <b>{resource(it.wait.resource) ?? it.wait.text}</b>
              {place === undefined || site === undefined ? null : (
                <>
                  {" at "}
                  <button type="button" class="link" onClick={() => onReveal(site)}>
                    {place}
                  </button>
                </>
              )}
              {0 < holders.length ? (
                <>
                  {", held by "}
                  <b>{holders.join(" and ")}</b>
                </>
              ) : (
                ", which nobody will ever end"
              )}
            </li>
          );
        })}
      </ul>
      <p>{neverCompletes(trace)}</p>
    </section>
  );
}

function neverCompletes(trace: Trace): string {
  const code = trace.outcome.kind === "deadlock" ? trace.outcome.exitCode : undefined;
  const work = "These tasks never complete.";
  if (code === undefined) return `${work} The process does not exit either.`;
  return `${work} Node would not hang and not complain: with nothing left to run it exits silently with code ${code}.`;
}

export function OutcomeLine({ trace }: { readonly trace: Trace }) {
  const { outcome } = trace;
  if (outcome.kind === "deadlock") return null;
  const bad = outcome.kind === "failed" || outcome.kind === "bound";
  return (
    <p class={`outcome outcome-${outcome.kind}`} data-testid="outcome">
      <Icon name={bad ? "error" : outcome.kind === "kept-alive" ? "warning" : "pass"} /> {outcomeText(trace)}
    </p>
  );
}

/** The first race in words; the others are in their tab. */
export function RaceBanner({ trace, onShow }: { readonly trace: Trace; onShow(): void }) {
  const races = trace.races ?? [];
  const [first] = races;
  if (first === undefined) return null;
  return (
    <section class="banner race" aria-label="Data races" data-testid="races">
      <h2>
        <Icon name="warning" /> {races.length === 1 ? "DATA RACE" : `${races.length} DATA RACES`}
        <button type="button" class="link" onClick={onShow}>
          both accesses
        </button>
      </h2>
      <p>{`${raceText(trace, first)}. Nothing orders them.`}</p>
    </section>
  );
}

export function StaleBanner({ files, onRefresh }: { readonly files: readonly string[]; onRefresh(): void }) {
  if (files.length === 0) return null;
  const names = files.map((uri) => uri.slice(uri.lastIndexOf("/") + 1)).join(", ");
  return (
    <section class="banner stale" aria-label="Code changed">
      <span>
        <Icon name="warning" /> {`Code changed in ${names}. This is the run of the code before.`}
      </span>
      <button type="button" class="text-button primary" onClick={onRefresh}>
        Re-run
      </button>
    </section>
  );
}

export function EmptyState() {
  return (
    <section class="empty" aria-label="Nothing simulated yet">
      <Icon name="play-circle" />
      <h2>Nothing simulated yet</h2>
      <ol>
        <li>Open a TypeScript file that uses locks, workers or timers.</li>
        <li>
          Click <b>Simulate scheduling</b> above a function, or run the command of that name.
        </li>
        <li>Watch its tasks move between ready, running and blocked, here.</li>
      </ol>
    </section>
  );
}

export function BusyState({ message }: { readonly message: string }) {
  return (
    <p class="busy" role="status">
      <Icon name="loading codicon-modifier-spin" /> {message}
    </p>
  );
}

export interface TroubleProps {
  readonly phase: Extract<Phase, { kind: "problems" | "crashed" }>;
  onRefresh(): void;
}

/** Why there is no picture, and what to do. */
export function Trouble({ phase, onRefresh }: TroubleProps) {
  const problems: readonly Problem[] =
    phase.kind === "problems" ? phase.problems : [{ severity: "error", message: phase.message }];
  return (
    <section class="banner trouble" role="alert" aria-label="No simulation">
      <h2>
        <Icon name="error" />{" "}
        {phase.kind === "problems" ? `${phase.title} cannot be simulated` : "The simulation stopped"}
      </h2>
      <ul>
        {problems.slice(0, 20).map((problem, index) => (
          <li key={index}>
            {problem.message}
            {problem.file === undefined ? null : <span class="place">{placeOf(problem)}</span>}
          </li>
        ))}
      </ul>
      <p>
        {phase.kind === "problems"
          ? "Correct this in the editor, then try again."
          : "Try again, or with other machine settings."}
      </p>
      <button type="button" class="text-button primary" onClick={onRefresh}>
        Try again
      </button>
    </section>
  );
}

function placeOf(problem: Problem): string {
  const file = problem.file ?? "";
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return problem.range === undefined ? name : `${name}:${problem.range.start.line + 1}`;
}
