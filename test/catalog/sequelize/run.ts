import { EventEmitter } from "node:events";
import { Sequelize } from "sequelize";

type Done = (error?: undefined, result?: object) => void;

/** In place of a connection to a server. */
class Client extends EventEmitter {
  readonly connection = new EventEmitter();
  connect(done: Done): void {
    setTimeout(done, 1);
  }
  query(_text: string, done?: Done): Promise<object> {
    const answer = { rows: [], fields: [], command: "SELECT" };
    return new Promise((resolve) =>
      setTimeout(() => {
        done?.(undefined, answer);
        resolve(answer);
      }, 1),
    );
  }
  end(done: Done): void {
    setTimeout(() => {
      this.emit("end");
      done();
    }, 1);
  }
}

const pg = { Client, types: { getTypeParser: () => String, setTypeParser() {}, arrayParser: {} } };
const db = new Sequelize("postgres://localhost/test", {
  dialectModule: pg,
  databaseVersion: "16.0.0",
  logging: false,
  pool: { max: 1, acquire: 50 },
});

async function inside(): Promise<void> {
  await db.transaction(async (transaction) => {
    await db.query("select 1", { transaction });
    console.log("inside");
  });
}

async function outside(): Promise<void> {
  await db.transaction(async () => {
    // Not on the transaction's connection: it wants a second one, and there is none.
    await db.query("select 1");
  });
}

await inside();
await outside().catch((error: Error) => console.log(error.name));
await db.close();
//> says inside
//> says SequelizeConnectionAcquireTimeoutError
//> completed
