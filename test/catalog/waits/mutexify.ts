// mutexify: each operation that waits, while it does.
import mutexify from "mutexify";
const lock = mutexify();
async function mutexify_call() { await new Promise<void>((done) => lock((release) => release(done))); }
lock(() => {});
void mutexify_call();
