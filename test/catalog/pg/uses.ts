import pg, { Pool } from "pg";

const pool = new Pool({ max: 1 });
const patient = new pg.Pool({ max: 1, connectionTimeoutMillis: 1000 });

export async function forgotten(name: string): Promise<number> {
  const client = await pool.connect();
//                     ^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (name === "") return 0;
  client.release();
  return 1;
}

export async function inFinally(): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

export async function nested(): Promise<void> {
  const client = await pool.connect();
  try {
    const other = await pool.connect();
//                      ^^^^^^^^^^^^^^ error[nested-slot]: of `pool` is already held here
    other.release();
  } finally {
    client.release();
  }
}

export async function bounded(): Promise<void> {
  const client = await patient.connect();
  try {
    const other = await patient.connect();
//                      ^^^^^^^^^^^^^^^^^ warning[nested-slot]: until the wait times out
    other.release();
  } finally {
    client.release();
  }
}
