// workerpool without a worker of one's own: functions are sent as text, and made there.
import workerpool = require("workerpool");

function add(a: number, b: number): number {
  return a + b;
}

async function main(): Promise<void> {
  const pool = workerpool.pool({ maxWorkers: 1 });
  console.log(await pool.exec(add, [3, 4]));
  await pool.terminate();
}

main();
