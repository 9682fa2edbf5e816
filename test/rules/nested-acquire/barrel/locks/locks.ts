import { Mutex } from "async-mutex";

export const users = new Mutex();
export const groups = new Mutex();

export async function withUsers<T>(work: () => Promise<T>): Promise<T> {
  return users.runExclusive(work);
}

const hidden = new Mutex();
export { hidden as shown };
export default new Mutex();
