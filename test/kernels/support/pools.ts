// Pools of threads, with the files of their tasks.
import Piscina from "piscina";

const leaving = new Piscina({ filename: new URL("../agents/piscina-331.ts", import.meta.url).href });
const waiting = new Piscina({ filename: new URL("../agents/piscina-331.fixed.ts", import.meta.url).href });

export async function both(order: string): Promise<readonly string[]> {
  return Promise.all([leaving.run(order), waiting.run(order)]);
}
