import fastq from "fastq";

const promises = fastq.promise(async (task: string) => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(task);
  return task.length;
}, 2);
const callbacks = fastq((task: string, done: fastq.done<number>) => {
  setTimeout(() => done(null, task.length), 1);
}, 1);

console.log(await Promise.all(["a", "bb", "ccc"].map((task) => promises.push(task))));
await new Promise<void>((resolve) => {
  callbacks.push("four", (_error, length) => console.log("called", length));
  callbacks.push("five5", (_error, length) => {
    console.log("called", length);
    resolve();
  });
});
//> says a
//> says bb
//> says ccc
//> says [ 1, 2, 3 ]
//> says called 4
//> says called 5
//> completed
