// fastq: each operation that waits, while it does.
import fastq from "fastq";
const jobs = fastq.promise<unknown, string, void>(async () => { await new Promise(() => {}); }, 1);
const calls = fastq<unknown, string, void>(() => {}, 1);
async function holder() { await jobs.push("held"); }
calls.push("held", () => {});
async function promise_push() { await jobs.push("a"); }
async function promise_unshift() { await jobs.unshift("b"); }
async function promise_drained() { await jobs.drained(); }
async function queue_push() { await new Promise<void>((done) => calls.push("a", () => done())); }
async function queue_unshift() { await new Promise<void>((done) => calls.unshift("b", () => done())); }
for (const start of [holder, promise_push, promise_unshift, promise_drained, queue_push, queue_unshift]) void start();
