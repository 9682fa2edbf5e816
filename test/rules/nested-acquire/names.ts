const NAME = "db";

async function helper(): Promise<void> {
  await navigator.locks.request("db", async () => {});
}

export async function save(): Promise<void> {
  await navigator.locks.request(NAME, async () => {
    await helper();
//        ^^^^^^^^ error: `"db"` is already held here
  });
}

export async function twoNames(): Promise<void> {
  await navigator.locks.request("a", async () => {
    await helper();
  });
}

export async function shared(): Promise<void> {
  await navigator.locks.request("db", { mode: "shared" }, async () => {
    await navigator.locks.request("db", { mode: "shared" }, async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[rw-upgrade]: is held for reading here
  });
}

export async function upgrade(): Promise<void> {
  await navigator.locks.request("db", { mode: "shared" }, async () => {
    await navigator.locks.request("db", { mode: "exclusive" }, async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[rw-upgrade]: is held for reading here
  });
}

export async function doesNotWait(): Promise<void> {
  await navigator.locks.request("db", async () => {
    await navigator.locks.request("db", { ifAvailable: true }, async () => {});
    await navigator.locks.request("db", { signal: AbortSignal.timeout(10) }, async () => {});
  });
}

export async function byParameter(name: string, other: string): Promise<void> {
  await navigator.locks.request(name, async () => {
    await navigator.locks.request(other, async () => {});
    await navigator.locks.request(name, async () => {});
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: is already held here
  });
}
