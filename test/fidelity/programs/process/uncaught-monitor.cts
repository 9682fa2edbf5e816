// uncaughtExceptionMonitor comes first and does not handle; the listener's origin; capture callback.
process.on("uncaughtExceptionMonitor", (e: any, origin) => console.log("monitor", e.message, origin));
process.on("uncaughtException", (e: any, origin) => console.log("caught", e.message, origin));
setTimeout(() => { throw new Error("timer"); }, 1);
setTimeout(() => { Promise.reject(new Error("rejected")); }, 5);
setTimeout(() => {
  process.setUncaughtExceptionCaptureCallback((e: any) => console.log("captured", e.message));
  console.log(process.hasUncaughtExceptionCaptureCallback());
  setTimeout(() => { throw new Error("to the callback"); }, 1);
  setTimeout(() => { process.setUncaughtExceptionCaptureCallback(null); console.log(process.hasUncaughtExceptionCaptureCallback()); }, 5);
}, 10);
