import { Worker } from "node:worker_threads";

export class Forgetful {
  private readonly worker = new Worker(new URL("./echo.ts", import.meta.url));
  private open = true;

  send(text: string): void {
    if (this.open) this.worker.postMessage(text);
  }

  close(): void {
//^^^^^ information: `close` leaves the worker `this.worker` running
    this.open = false;
  }
}

export class Tidy {
  private readonly worker = new Worker(new URL("./echo.ts", import.meta.url));

  send(text: string): void {
    this.worker.postMessage(text);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

/** In a private field, filled by the constructor. */
export class Hidden {
  readonly #worker: Worker;

  constructor() {
    this.#worker = new Worker(new URL("./echo.ts", import.meta.url));
  }

  send(text: string): void {
    this.#worker.postMessage(text);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** It lives as long as the program. */
export class Forever {
  private readonly worker = new Worker(new URL("./echo.ts", import.meta.url));

  send(text: string): void {
    this.worker.postMessage(text);
  }
}
