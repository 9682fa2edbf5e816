// Clocks move forward with timers.
const d0 = Date.now();
const p0 = performance.now();
const h0 = process.hrtime.bigint();
setTimeout(() => {
  console.log(Date.now() - d0 >= 15, performance.now() - p0 >= 15, process.hrtime.bigint() - h0 >= 15_000_000n);
  console.log(typeof new Date().toISOString(), new Date(0).toISOString(), Date.UTC(2020, 0, 1), new Date(2020, 1, 3).getTime() === new Date("2020-02-03T00:00:00").getTime());
}, 20);
