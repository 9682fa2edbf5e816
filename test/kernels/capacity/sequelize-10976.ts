// Transactions inside transactions, each with a connection of its own, on a pool of five.
import { Sequelize } from "sequelize";

const db = new Sequelize("postgres://localhost/test");

async function nested(order: number): Promise<void> {
  await db.transaction(async () => {
    await db.transaction(async () => console.log(order));
  });
}

export async function five(): Promise<void> {
  await Promise.all([1, 2, 3, 4, 5].map((order) => nested(order)));
}
