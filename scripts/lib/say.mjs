// What the scripts print: one line per step with its time, and one clear sentence where they stop.

/** A reason to stop that a person can act on: printed alone, without a stack. */
export class Stop extends Error {}

/** Prints one line of progress. */
export function say(text) {
  console.log(`• ${text}`);
}

/** Runs `work`, printing what it is before and how long it took after. */
export async function step(title, work) {
  say(`${title} …`);
  const started = performance.now();
  const result = await work();
  say(`${title}: done in ${seconds(started)}`);
  return result;
}

/** Seconds since `started`, as a person reads them. */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/** Runs a script's main function. A `Stop` becomes one sentence on stderr and exit code 1. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? process.exitCode ?? 0;
  } catch (error) {
    console.error(error instanceof Stop ? `\n✖ ${error.message}` : error);
    process.exitCode = 1;
  }
}
