// Turned away, or in one after the other.
import { Once, RunningFlag, WaitingFlag } from "./primitive";

declare function write(text: string): Promise<void>;

const once = new Once();
const flag = new WaitingFlag();
const running = new RunningFlag();

/** The inner one is turned away, and does not wait. */
export const nested = (): Promise<boolean> => once.attempt(async () => void (await once.attempt(() => write("a"))));

export async function save(text: string): Promise<void> {
  await flag.acquire();
  try {
    await write(text);
  } finally {
    flag.release();
  }
}

export const log = (text: string): Promise<void> => running.run(() => write(text));
