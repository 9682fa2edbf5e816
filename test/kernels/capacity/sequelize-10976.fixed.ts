// The inner one is a savepoint of the outer one.
import { Sequelize } from "sequelize";

const db = new Sequelize("postgres://localhost/test");

async function nested(order: number): Promise<void> {
  await db.transaction(async (outer) => {
    await db.transaction({ transaction: outer }, async () => console.log(order));
  });
}

export async function five(): Promise<void> {
  await Promise.all([1, 2, 3, 4, 5].map((order) => nested(order)));
}
