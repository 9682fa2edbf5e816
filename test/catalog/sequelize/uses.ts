import { Mutex } from "async-mutex";
import { Sequelize } from "sequelize";

const db = new Sequelize("postgres://localhost/test", { pool: { max: 1 } });
const mutex = new Mutex();

export async function underLock(): Promise<void> {
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
