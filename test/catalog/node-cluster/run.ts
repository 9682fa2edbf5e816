import cluster from "node:cluster";

if (cluster.isPrimary) {
  const worker = cluster.fork();
  worker.on("message", (message) => {
    console.log("message", message);
    worker.disconnect();
  });
  worker.on("exit", (code) => console.log("exit", code));
} else {
  process.send?.("ready");
}
//> says message ready
//> says exit 0
//> completed
