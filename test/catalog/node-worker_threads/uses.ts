import { locks } from "node:worker_threads";

export async function nested(): Promise<void> {
  await locks.request("stock", async () => {
    await locks.request("stock", async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: is already held here
  });
}

export async function otherName(): Promise<void> {
  await locks.request("stock", () => locks.request("log", async () => {}));
}
