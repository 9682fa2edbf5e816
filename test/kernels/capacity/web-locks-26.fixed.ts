// Both take them in one order.
export async function save(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request("shelf:documents", async () => {
    await navigator.locks.request("shelf:index", work);
  });
}

export async function reindex(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request("shelf:documents", async () => {
    await navigator.locks.request("shelf:index", work);
  });
}
