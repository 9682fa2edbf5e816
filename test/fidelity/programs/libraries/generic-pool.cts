// generic-pool: acquire, release, waiting, drain.
const { createPool } = require("generic-pool");
let made = 0;
const pool = createPool({ create: async () => ({ id: ++made }), destroy: async (r: { id: number }) => { console.log("destroy", r.id); } }, { max: 2, min: 0 });
(async () => {
  const [a, b] = await Promise.all([pool.acquire(), pool.acquire()]);
  console.log(a.id, b.id, pool.borrowed, pool.size);
  const third = pool.acquire().then((c: { id: number }) => { console.log("third", c.id); return c; });
  await new Promise((r) => setTimeout(r, 5));
  console.log("pending", pool.pending);
  await pool.release(a);
  await pool.release(await third);
  await pool.release(b);
  await pool.drain();
  await pool.clear();
  console.log("drained");
})();
