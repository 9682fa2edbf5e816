// The same name inside itself.
import { Locks } from "./primitive";

declare function write(name: string): Promise<void>;

const locks = new Locks();

export const save = (name: string): Promise<void> => locks.run(name, () => locks.run(name, () => write(name)));
//                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `locks.entries[name].mutex` is already held here
