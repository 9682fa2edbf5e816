// async: each operation that waits, while it does.
import { cargo, cargoQueue, priorityQueue, queue } from "async";
const never = async () => { await new Promise(() => {}); };
const jobs = queue<string>(never, 1);
const ranked = priorityQueue<string>(never, 1);
const batches = cargo<string>(never, 1);
const pairs = cargoQueue<string>(never, 1, 1);
for (const one of [jobs, ranked, batches, pairs]) void one.push("held");
async function queue_push() { await jobs.push("a"); }
async function queue_pushAsync() { await jobs.pushAsync("b"); }
async function queue_unshift() { await jobs.unshift("c"); }
async function queue_unshiftAsync() { await jobs.unshiftAsync("d"); }
async function queue_drain() { await jobs.drain(); }
async function priorityQueue_push() { await ranked.push("a"); }
async function priorityQueue_pushAsync() { await ranked.pushAsync("b"); }
async function priorityQueue_drain() { await ranked.drain(); }
async function cargo_push() { await batches.push("a"); }
async function cargo_pushAsync() { await batches.pushAsync("b"); }
async function cargo_unshift() { await batches.unshift("c"); }
async function cargo_unshiftAsync() { await batches.unshiftAsync("d"); }
async function cargo_drain() { await batches.drain(); }
async function cargoQueue_push() { await pairs.push("a"); }
async function cargoQueue_pushAsync() { await pairs.pushAsync("b"); }
async function cargoQueue_unshift() { await pairs.unshift("c"); }
async function cargoQueue_unshiftAsync() { await pairs.unshiftAsync("d"); }
async function cargoQueue_drain() { await pairs.drain(); }
for (const start of [queue_push, queue_pushAsync, queue_unshift, queue_unshiftAsync, queue_drain]) void start();
for (const start of [priorityQueue_push, priorityQueue_pushAsync, priorityQueue_drain]) void start();
for (const start of [cargo_push, cargo_pushAsync, cargo_unshift, cargo_unshiftAsync, cargo_drain]) void start();
for (const start of [cargoQueue_push, cargoQueue_pushAsync, cargoQueue_unshift, cargoQueue_unshiftAsync, cargoQueue_drain]) void start();
