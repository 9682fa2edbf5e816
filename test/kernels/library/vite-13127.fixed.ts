// What waits for all jobs is not a job itself.
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 2 });

async function load(file: string): Promise<void> {
  await fetch(file);
}

export async function build(files: readonly string[]): Promise<void> {
  await Promise.all(files.map((file) => queue.add(() => load(file))));
  console.log("all loaded");
}
