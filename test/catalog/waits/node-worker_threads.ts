// node:worker_threads: each operation that waits, while it does.
import { locks } from "node:worker_threads";
async function holder() { await locks.request("a", () => new Promise(() => {})); }
async function locks_request() { await locks.request("a", () => {}); }
void holder();
void locks_request();
