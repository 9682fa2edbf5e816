// generic-pool: each operation that waits, while it does.
import { createPool } from "generic-pool";
const pool = createPool({ create: async () => ({}), destroy: async () => {} }, { max: 1 });
async function holder() { await pool.acquire(); }
async function createPool_acquire() { await pool.acquire(); }
async function createPool_use() { await pool.use(async () => {}); }
async function createPool_drain() { await pool.drain(); }
await holder();
for (const start of [createPool_acquire, createPool_use, createPool_drain]) void start();
