// Two tabs take two named locks in opposite orders.
export async function save(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request("documents", async () => {
    await navigator.locks.request("index", work);
  });
}

export async function reindex(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request("index", async () => {
    await navigator.locks.request("documents", work);
  });
}
