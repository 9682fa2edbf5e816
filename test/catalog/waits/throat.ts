// throat: each operation that waits, while it does.
import throat from "throat";
const limit = throat(1);
async function holder() { await limit(() => new Promise(() => {})); }
async function throat_call() { await limit(async () => {}); }
void holder();
void throat_call();
