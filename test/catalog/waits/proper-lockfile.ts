// proper-lockfile: each operation that waits, while it does.
import { writeFileSync } from "node:fs";
import { lock } from "proper-lockfile";
writeFileSync("data.txt", "");
async function lock_() { await lock("data.txt", { retries: { retries: 1, minTimeout: 10 } }).catch(() => {}); }
await lock("data.txt");
void lock_();
