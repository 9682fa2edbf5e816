// Commands of a replica wait for those before them. Once the context has ended, nothing is applied any more, but all of them are told.
interface Prerequisite {
  readonly key: string;
  readonly done: Promise<void>;
  readonly finish: () => void;
}

function prerequisite(key: string): Prerequisite {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { key, done: promise, finish: resolve };
}

export class CommandQueue {
  private readonly prerequisites: Prerequisite[] = [];
  private readonly held = new Set<string>();

  add(key: string): void {
    this.prerequisites.push(prerequisite(key));
    this.held.add(key);
  }

  /** Tells the waiting command that those before it are done. */
  async finishAll(signal: AbortSignal): Promise<void> {
    for (const one of this.prerequisites) {
      if (!signal.aborted) await this.apply(one.key);
      one.finish();
    }
  }

  async begin(signal: AbortSignal): Promise<boolean> {
    const ended = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
    for (const one of this.prerequisites) {
      await Promise.race([one.done, ended]);
      if (!signal.aborted) continue;
      void this.cleanUp();
      return false;
    }
    return true;
  }

  private async cleanUp(): Promise<void> {
    for (const one of this.prerequisites) {
      await one.done;
      this.held.delete(one.key);
    }
  }

  private async apply(key: string): Promise<void> {
    console.log("apply", key);
  }
}
