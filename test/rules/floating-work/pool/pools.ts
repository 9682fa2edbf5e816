// Pools whose threads sleep between tasks, and one whose threads do not.
import Piscina from "piscina";

export const letters = new Piscina({ filename: new URL("./letters.ts", import.meta.url).href });
export const parcels = new Piscina({ filename: new URL("./parcels.ts", import.meta.url).href, atomics: "disabled" });

export async function send(letter: string): Promise<string> {
  return letters.run(letter, { name: "send" });
}
