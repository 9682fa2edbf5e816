// A chain waits for itself, two of them for each other, and a turn that is not given back ends all others.
import { ChainLock, exclusive, makeSerial, TurnLock } from "./primitive";

declare function write(text: string): Promise<void>;

const rows = new ChainLock();
const index = new ChainLock();
const file = new TurnLock();
const serial = makeSerial();

export const inner = (): Promise<void> => rows.run(() => rows.run(() => write("a")));
//                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `rows` is already held here

export const both = (): Promise<void> => rows.run(() => index.run(() => write("a")));
//                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lock-order]: Possible deadlock
export const other = (): Promise<void> => index.run(() => rows.run(() => write("b")));

export async function log(text: string): Promise<void> {
  const done = await file.lock();
//                   ^^^^^^^^^^^ warning[unreleased-on-throw]: `file` is not released when an exception leaves log
  await write(text);
  done();
}

export const twice = (): Promise<void> => serial(() => serial(() => write("a")));
//                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `serial` is already held here
export const again = (): Promise<void> => exclusive(() => exclusive(() => write("a")));
//                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `tail` is already held here
