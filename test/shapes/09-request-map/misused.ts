// Asks while it holds a lock that the answer needs.
import { Mutex } from "async-mutex";
import { Requests } from "./primitive";

const mutex = new Mutex();
const requests = new Requests();

export async function ask(question: string): Promise<unknown> {
  return mutex.runExclusive(async () => mutex.runExclusive(() => requests.ask(question)));
//                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[nested-acquire]: `mutex` is already held here
}
