// A task of a pool waits for all that it starts.
async function flush(): Promise<void> {
  await fetch("https://log.example/flush", { method: "POST" });
}

export default async (order: string): Promise<string> => {
  await flush();
  return `done ${order}`;
};
