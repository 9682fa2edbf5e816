// Locks that are taken out of an object.
import { Mutex } from "async-mutex";

export const { a: first, b: second } = { a: new Mutex(), b: new Mutex() };
