// Timers set in timers wait for a later turn of the loop.
setTimeout(() => {
  console.log("a");
  setTimeout(() => console.log("nested 0"), 0);
  setImmediate(() => console.log("immediate"));
  process.nextTick(() => console.log("tick"));
  Promise.resolve().then(() => console.log("micro"));
}, 1);
setTimeout(() => console.log("b"), 1);
