// Waited for, or it takes the lock itself, or touches nothing that is guarded, or says that nobody is to wait.
import { Mutex } from "async-mutex";

declare function send(lines: readonly string[]): Promise<void>;

class Log {
  readonly #mutex = new Mutex();
  #lines: string[] = [];
  #reported = 0;

  async add(line: string): Promise<void> {
    await this.#mutex.runExclusive(async () => {
      this.#lines.push(line);
      if (this.#lines.length > 10) await this.#flush();
      this.#report();
      this.#later();
      void this.#flush();
      this.#flush().catch(() => undefined);
    });
    this.#flush();
  }

  async #flush(): Promise<void> {
    await send(this.#lines);
    this.#lines = [];
  }

  async #later(): Promise<void> {
    await this.#mutex.runExclusive(async () => {
      await send(this.#lines);
      this.#lines = [];
    });
  }

  async #report(): Promise<void> {
    await send(["full"]);
    this.#reported++;
  }
}

export const log = new Log();

export async function sizes(files: readonly string[], size: (file: string) => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  await Promise.all(
    files.map(async (file) => {
      found.push(await size(file));
    }),
  );
  return found;
}

export async function afterwards(files: readonly string[], size: (file: string) => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  files.forEach(async (file) => {
    found.push(await size(file));
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return found;
}

export function atOnce(files: readonly string[]): string[] {
  const found: string[] = [];
  files.forEach(async (file) => {
    found.push(file);
    await send(found);
  });
  return found;
}

/** Whoever is given the object knows that it is filled later. */
export function store(load: () => Promise<string>): { value: string | undefined } {
  const state: { value: string | undefined } = { value: undefined };
  const start = async (): Promise<void> => {
    state.value = await load();
  };
  start();
  return state;
}

export function current(load: () => Promise<string>): () => string | undefined {
  let value: string | undefined;
  const start = async (): Promise<void> => {
    value = await load();
  };
  start();
  return () => value;
}
