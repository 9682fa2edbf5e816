// Who waits for the flag that he has set himself waits for ever.
import { RunningFlag, WaitingFlag } from "./primitive";

declare function write(text: string): Promise<void>;

const flag = new WaitingFlag();
const running = new RunningFlag();

export async function save(text: string): Promise<void> {
  await flag.acquire();
//      ^^^^^^^^^^^^^^ warning[unreleased-on-throw]: `flag` is not released when an exception leaves save
  await write(text);
  flag.release();
}

export async function twice(text: string): Promise<void> {
  await flag.acquire();
  try {
    await save(text);
//        ^^^^^^^^^^ error[nested-acquire]: `flag` is already held here
  } finally {
    flag.release();
  }
}

export const log = (text: string): Promise<void> => running.run(() => running.run(() => write(text)));
//                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `running` is already held here
