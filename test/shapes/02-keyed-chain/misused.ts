// The same key inside itself, and two keys in the order in which a caller names them.
import { KeyedChain, withKey } from "./primitive";

declare function write(name: string): Promise<void>;

const files = new KeyedChain();

export const twice = (name: string): Promise<void> => files.run(name, () => files.run(name, () => write(name)));
//                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `files[name]` is already held here

export const copy = (): Promise<void> => files.run("a", () => files.run("b", () => write("b")));
//                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lock-order]: Possible deadlock
export const back = (): Promise<void> => files.run("b", () => files.run("a", () => write("a")));

export const again = (name: string): Promise<void> => withKey(name, () => withKey(name, () => write(name)));
//                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `tails[name]` is already held here
