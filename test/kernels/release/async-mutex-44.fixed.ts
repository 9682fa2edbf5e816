// A component whose lock is the same each time that it is drawn.
import { Mutex } from "async-mutex";

interface Handlers {
  onSave(text: string): Promise<void>;
  onDelete(): Promise<void>;
}

const mutex = new Mutex();

export function render(store: (text: string) => Promise<void>): Handlers {
  return {
    async onSave(text) {
      await mutex.runExclusive(() => store(text));
    },
    async onDelete() {
      await mutex.runExclusive(() => store(""));
    },
  };
}
