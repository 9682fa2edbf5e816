// redlock: each operation that waits, while it does.
import Redlock from "redlock";
type Answer = (error: Error | null, result: number) => void;
/** Every lock is held by somebody else. */
const server = { evalsha: (_hash: string, _args: string[], answer: Answer) => setTimeout(() => answer(null, 0), 1), eval() {} };
const redlock = new Redlock([server], { retryCount: 2, retryDelay: 5, retryJitter: 0 });
async function Redlock_acquire() { try { await redlock.acquire("a", 100); } catch {} }
async function Redlock_lock() { try { await redlock.lock("a", 100); } catch {} }
void Redlock_acquire();
void Redlock_lock();
