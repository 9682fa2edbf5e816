// A job that waits for another job of the same loop, and two loops whose jobs wait for each other's.
import { Serial } from "./primitive";

declare function write(text: string): Promise<void>;

const serial = new Serial();
const a = new Serial();
const b = new Serial();

export const twice = (text: string): Promise<unknown> => serial.run(() => serial.run(() => write(text)));
//                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `serial` is already held here

export const one = (): Promise<unknown> => a.run(() => b.run(() => write("ab")));
//                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ warning[lock-order]: Possible deadlock
export const two = (): Promise<unknown> => b.run(() => a.run(() => write("ba")));
