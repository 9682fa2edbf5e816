// mutexify/promise: each operation that waits, while it does.
import mutexify from "mutexify/promise";
const lock = mutexify();
async function holder() { await lock(); }
async function mutexify_call() { await lock(); }
await holder();
void mutexify_call();
