// The usual cancellable work.
const sleep = (ms: number, signal: AbortSignal) => new Promise<string>((resolve, reject) => {
  const t = setTimeout(() => resolve("slept"), ms);
  signal.addEventListener("abort", () => { clearTimeout(t); reject(signal.reason); }, { once: true });
});
const ac = new AbortController();
setTimeout(() => ac.abort(new Error("cancelled")), 15);
const results = await Promise.allSettled([sleep(5, ac.signal), sleep(200, ac.signal), sleep(300, ac.signal)]);
for (const r of results) console.log(r.status, r.status === "fulfilled" ? r.value : r.reason.message);
