// A function that has no name but "default".
import lock from "./lock";

export default async (): Promise<void> => {
  await lock.runExclusive(() => console.log("saved"));
};
