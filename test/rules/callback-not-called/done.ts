import AsyncLock from "async-lock";

const lock = new AsyncLock();
const rows: string[] = [];

export function early(row: string): void {
  lock.acquire("rows", (done) => {
//                      ^^^^ error: A way that ends at line 9 does not call `done`
    if (row === "") return;
    rows.push(row);
    done();
  });
}

export function swallowed(text: string): void {
  lock.acquire("rows", (done) => {
//                      ^^^^ warning: the `catch` at line 21 ends without calling `done`
    try {
      rows.push(JSON.parse(text));
      done();
    } catch (error) {
      console.error(error);
    }
  });
}

export async function misread(save: (rows: readonly string[]) => Promise<void>): Promise<void> {
  await lock.acquire("rows", async (key) => {
//                                  ^^^ error: this one never calls `key`
    rows.push("x");
    await save(rows);
  });
}
