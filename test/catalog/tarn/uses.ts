import { Pool } from "tarn";

const pool = new Pool<object>({ create: async () => ({}), destroy: () => {}, min: 0, max: 1 });

export async function forgotten(stop: boolean): Promise<void> {
  const connection = await pool.acquire().promise;
//                         ^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  pool.release(connection);
}

export async function inFinally(stop: boolean): Promise<void> {
  const connection = await pool.acquire().promise;
  try {
    if (stop) return;
  } finally {
    pool.release(connection);
  }
}
