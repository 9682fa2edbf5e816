// workerpool with a dedicated worker on threads and on child processes: exec, a proxy, an error, and its statistics.
import path = require("node:path");
import workerpool = require("workerpool");

async function work(workerType: "thread" | "process"): Promise<void> {
  const pool = workerpool.pool(path.join(__dirname, "workerpool-jobs.part.cts"), { maxWorkers: 2, workerType });
  console.log(await pool.exec("square", [3]));
  const jobs = [1, 2, 3].map((n) => pool.exec("slow", [n]));
  const { totalWorkers, busyWorkers, pendingTasks } = pool.stats();
  console.log(totalWorkers, busyWorkers, pendingTasks);
  console.log(await Promise.all(jobs));
  await pool.exec("fails", []).catch((error: Error) => console.log(error.message));
  const proxy = await pool.proxy();
  console.log(Object.keys(proxy).join(), await proxy.square(5));
  await pool.terminate();
  console.log("ended", pool.stats().totalWorkers);
}

work("thread").then(() => work("process"));
