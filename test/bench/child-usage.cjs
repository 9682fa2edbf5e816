// Loaded into a measured process before its program: writes what it used (CPU microseconds, peak memory in kB) where BENCH_USAGE says.

process.on("exit", () => {
  require("node:fs").writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage()));
});
