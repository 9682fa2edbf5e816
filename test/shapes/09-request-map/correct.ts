// Asked, answered, closed.
import { Requests } from "./primitive";

export async function ask(question: string): Promise<unknown> {
  const requests = new Requests();
  try {
    return await requests.ask(question);
  } finally {
    await requests.close();
  }
}
