// What the process's exit code tells a script.

export const EXIT = {
  /** Nothing found at or above warning; or the program completed, or is kept alive. */
  ok: 0,
  /** `check`: findings at or above warning. */
  findings: 1,
  /** Wrong usage, unreadable input, or an error of ours. */
  usage: 2,
  /** `simulate`: some task can never complete. */
  deadlock: 3,
  /** `simulate`: the program threw. */
  failed: 4,
  /** `simulate`: a bound of the run was met. */
  bound: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake in how the command was called; its message is the one sentence that the person sees. */
export class UsageError extends Error {}
