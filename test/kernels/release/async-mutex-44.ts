// A component makes its lock anew each time that it is drawn, and one of its handlers never gives it back.
import { Mutex } from "async-mutex";

interface Handlers {
  onSave(text: string): Promise<void>;
  onDelete(): Promise<void>;
}

export function render(store: (text: string) => Promise<void>): Handlers {
  const mutex = new Mutex();
  return {
    async onSave(text) {
      await mutex.acquire();
      await store(text);
    },
    async onDelete() {
      await mutex.runExclusive(() => store(""));
    },
  };
}
