export async function nested(): Promise<void> {
  await navigator.locks.request("stock", async () => {
    await navigator.locks.request("stock", async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: is already held here (since line 2)
  });
}

export async function otherName(): Promise<void> {
  await navigator.locks.request("stock", async () => {
    await navigator.locks.request("log", async () => {});
  });
}

export async function ifAvailable(): Promise<void> {
  await navigator.locks.request("stock", async () => {
    await navigator.locks.request("stock", { ifAvailable: true }, async () => {});
  });
}
