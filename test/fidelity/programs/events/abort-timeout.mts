// AbortSignal.timeout does not keep the process and gives a TimeoutError.
const s = AbortSignal.timeout(20);
s.addEventListener("abort", () => console.log("aborted", s.reason.name, s.reason.message, s.reason.code));
await new Promise((r) => setTimeout(r, 60));
AbortSignal.timeout(5).addEventListener("abort", () => console.log("never: does not keep the process"));
console.log("end");
