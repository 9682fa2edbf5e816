import { createPool } from "generic-pool";

const pool = createPool({ create: async () => ({}), destroy: async () => {} }, { max: 1 });
const wide = createPool({ create: async () => ({}), destroy: async () => {} }, { max: 4 });

export async function nested(): Promise<void> {
  await pool.use(async () => {
    await pool.use(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-slot]: of `pool` is already held here
  });
}

export async function forgotten(stop: boolean): Promise<void> {
  const connection = await pool.acquire();
//                         ^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  await pool.release(connection);
}

export async function inFinally(): Promise<void> {
  const connection = await pool.acquire();
  try {
    await wide.use(async () => {});
  } finally {
    await pool.release(connection);
  }
}

export async function several(): Promise<void> {
  await wide.use(() => wide.use(async () => {}));
//                     ^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: 4 such tasks at the same time
}
