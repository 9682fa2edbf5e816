// A permit is given back once.
import { Sema } from "async-sema";

const sema = new Sema(1);

export async function use(work: () => Promise<void>): Promise<void> {
  await sema.acquire();
  try {
    await work();
  } catch (error) {
    console.error(error);
  } finally {
    sema.release();
  }
}
