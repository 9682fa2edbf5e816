// p-queue: each operation that waits, while it does.
import PQueue from "p-queue";
const queue = new PQueue({ concurrency: 1 });
async function holder() { await queue.add(() => new Promise(() => {})); }
async function PQueue_add() { await queue.add(async () => {}); }
async function PQueue_addAll() { await queue.addAll([async () => {}, async () => {}]); }
async function PQueue_onIdle() { await queue.onIdle(); }
async function PQueue_onEmpty() { await queue.onEmpty(); }
async function PQueue_onSizeLessThan() { await queue.onSizeLessThan(1); }
async function PQueue_onPendingZero() { await queue.onPendingZero(); }
for (const start of [holder, PQueue_add, PQueue_addAll, PQueue_onIdle, PQueue_onEmpty, PQueue_onSizeLessThan, PQueue_onPendingZero]) void start();
