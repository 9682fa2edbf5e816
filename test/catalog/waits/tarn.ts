// tarn: each operation that waits, while it does.
import { Pool } from "tarn";
const pool = new Pool<object>({ create: async () => ({}), destroy: () => {}, min: 0, max: 1, acquireTimeoutMillis: 50 });
async function holder() { await pool.acquire().promise; }
async function Pool_acquire() { await pool.acquire().promise.catch(() => {}); }
await holder();
void Pool_acquire();
