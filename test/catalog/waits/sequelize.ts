// sequelize: each operation that waits, while it does.
import { EventEmitter } from "node:events";
import { Sequelize } from "sequelize";
type Done = (error?: undefined, result?: object) => void;
class Client extends EventEmitter {
  readonly connection = new EventEmitter();
  connect(done: Done): void { setTimeout(done, 1); }
  query(_text: string, done?: Done): Promise<object> {
    return new Promise((resolve) => setTimeout(() => { done?.(undefined, { rows: [] }); resolve({ rows: [] }); }, 1));
  }
  end(done: Done): void { done(); }
}
const pg = { Client, types: { getTypeParser: () => String, setTypeParser() {}, arrayParser: {} } };
const db = new Sequelize("postgres://localhost/test", { dialectModule: pg, databaseVersion: "16.0.0", logging: false, pool: { max: 1, acquire: 50 } });
async function holder() { await db.transaction(() => new Promise(() => {})); }
async function Sequelize_transaction() { await db.transaction(async () => {}).catch(() => {}); }
void holder();
setTimeout(() => void Sequelize_transaction(), 20);
