import { Mutex } from "async-mutex";
import knex from "knex";

const db = knex({ client: "pg", pool: { min: 0, max: 1 } });
const mutex = new Mutex();

export async function first(): Promise<void> {
  await mutex.runExclusive(async () => {
    await db.transaction(() => mutex.runExclusive(() => {}));
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here
  });
}

export async function nestedTimesOut(): Promise<void> {
  await db.transaction(async () => {
    await db.transaction(async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: There is only one, so it waits for itself until the wait times out
  });
}
