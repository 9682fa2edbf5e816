// A module imports another one when it is asked to: by then both are done.
export const settings = { verbose: true };

export async function start(): Promise<void> {
  const { report } = await import("../support/imports-back");
  report("started");
}
