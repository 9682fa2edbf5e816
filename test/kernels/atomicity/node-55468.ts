// A module waits at its top for another one that imports it: neither is ever done.
const { report } = await import("../support/imports-back");

export const settings = { verbose: true };

report("started");
