// p-queue: concurrency, priority, pause, onIdle, events, size.
import PQueue from "p-queue";
const q = new PQueue({ concurrency: 1 });
const add = (name: string, priority = 0) => q.add(async () => { console.log("run", name); await new Promise((r) => setTimeout(r, 3)); return name; }, { priority });
q.on("active", () => console.log("active", q.size, q.pending));
q.on("idle", () => console.log("idle"));
add("a"); add("b"); add("urgent", 5); add("c");
console.log(q.size, q.pending);
await q.onIdle();
q.pause();
add("paused");
await new Promise((r) => setTimeout(r, 10));
console.log("resuming", q.isPaused, q.size);
q.start();
await q.onEmpty();
await q.onIdle();
console.log(await q.addAll([async () => 1, async () => 2]), await q.add(async () => { throw new Error("job failed"); }).catch((e) => e.message));
