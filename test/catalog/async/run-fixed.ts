import { cargo, priorityQueue, queue } from "async";

const callbacks = queue<string>((task, done) => {
  setTimeout(() => {
    console.log(task);
    done();
  }, 1);
}, 2);
const urgent = priorityQueue<string>(async (task) => {
  console.log(task);
}, 1);
const batches = cargo<string>((tasks, done) => {
  console.log(tasks.join());
  done();
}, 2);

void callbacks.push(["a", "b", "c"]);
await callbacks.drain();
void urgent.push("late", 9);
void urgent.push("soon", 1);
await urgent.drain();
void batches.push(["d", "e", "f"]);
await batches.drain();
console.log("drained");
//> says a
//> says b
//> says c
//> says soon
//> says late
//> says d,e
//> says f
//> says drained
//> completed
