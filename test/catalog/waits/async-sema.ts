// async-sema: each operation that waits, while it does.
import { Sema } from "async-sema";
const permits = new Sema(1);
async function holder() { await permits.acquire(); }
async function Sema_acquire() { await permits.acquire(); }
async function Sema_drain() { await permits.drain(); }
await holder();
void Sema_acquire();
void Sema_drain();
