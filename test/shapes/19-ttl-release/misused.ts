// Waits for itself until the lease ends; keeps it where the work fails.
import { Lease } from "./primitive";

declare function write(text: string): Promise<void>;

const lease = new Lease(1000);

export async function save(text: string): Promise<void> {
  const release = await lease.acquire();
//                      ^^^^^^^^^^^^^^^ warning[unreleased-on-throw]: `lease` is not released when an exception leaves save
  await write(text);
  release();
}
