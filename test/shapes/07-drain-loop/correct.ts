// Jobs that wait for no other job of theirs.
import { Jobs, Serial } from "./primitive";

declare function write(text: string): Promise<void>;

const jobs = new Jobs();
const serial = new Serial();

export function save(text: string): void {
  jobs.add(() => write(text));
}

/** The inner one is not waited for. */
export function later(text: string): void {
  jobs.add(async () => jobs.add(() => write(text)));
}

export const log = (text: string): Promise<unknown> => serial.run(() => write(text));
