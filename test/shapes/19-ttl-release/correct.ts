// Taken and given back.
import { Lease } from "./primitive";

declare function write(text: string): Promise<void>;

const lease = new Lease(1000);

export async function save(text: string): Promise<void> {
  const release = await lease.acquire();
  try {
    await write(text);
  } finally {
    release();
  }
}
