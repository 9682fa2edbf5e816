// The work listens to the signal.
import { Mutex } from "async-mutex";
import { withinTime } from "./primitive";

declare function save(text: string, signal: AbortSignal): Promise<void>;

const mutex = new Mutex();

export const store = (text: string): Promise<void> => withinTime(mutex, 1000, (signal) => save(text, signal));
