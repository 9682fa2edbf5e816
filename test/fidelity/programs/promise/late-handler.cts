// A handler added to a settled promise runs in a job, not at once.
const p = Promise.resolve("early");
setTimeout(() => {
  p.then((v) => console.log("then", v));
  console.log("after then");
  queueMicrotask(() => console.log("micro"));
}, 5);
