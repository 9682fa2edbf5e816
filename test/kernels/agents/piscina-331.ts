// What a task of a pool leaves behind stands still as soon as its thread sleeps for the next task.
async function flush(): Promise<void> {
  await fetch("https://log.example/flush", { method: "POST" });
}

export default async (order: string): Promise<string> => {
  setTimeout(() => void flush(), 30);
  return `done ${order}`;
};
