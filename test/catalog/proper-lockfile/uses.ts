import { lock, unlock } from "proper-lockfile";

export async function forgotten(stop: boolean): Promise<void> {
  const release = await lock("data.json");
//                      ^^^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  if (stop) return;
  await release();
}

export async function byName(): Promise<void> {
  await lock("data.json");
  try {
    console.log("locked");
  } finally {
    await unlock("data.json");
  }
}

export async function rejectsWhenHeld(): Promise<void> {
  const release = await lock("data.json", { retries: 3 });
  try {
    console.log("locked");
  } finally {
    await release();
  }
}
