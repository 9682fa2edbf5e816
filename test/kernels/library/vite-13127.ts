// Jobs with two slots: one of them waits until all files are loaded, and some of those are loaded by jobs behind it.
import PQueue from "p-queue";

const queue = new PQueue({ concurrency: 2 });

async function load(file: string): Promise<void> {
  await fetch(file);
}

export async function build(files: readonly string[]): Promise<void> {
  await queue.add(async () => {
    await Promise.all(files.map((file) => queue.add(() => load(file))));
    console.log("all loaded");
  });
}
