// With a listener the process goes on; a handler that comes late is told too.
process.on("unhandledRejection", (reason: any) => console.log("unhandled", reason.message));
process.on("rejectionHandled", () => console.log("handled late"));
const p = Promise.reject(new Error("late"));
setTimeout(() => p.catch((e) => console.log("caught", e.message)), 10);
setTimeout(() => console.log("still running"), 30);
