import { Mutex } from "async-mutex";

export const users = new Mutex();
export const groups = new Mutex();
