// Whoever gives up leaves the list, or is known to have gone, or all are told, or an answer belongs to its request.

export class Leaves<T> {
  private readonly items: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];

  take(signal: AbortSignal): Promise<T> {
    const item = this.items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise<T>((resolve, reject) => {
      this.takers.push(resolve);
      const leave = (): void => {
        const place = this.takers.indexOf(resolve);
        if (place >= 0) this.takers.splice(place, 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  put(item: T): void {
    const taker = this.takers.shift();
    if (taker) taker(item);
    else this.items.push(item);
  }
}

interface Waiter {
  gone: boolean;
  readonly resolve: () => void;
}

export class Marked {
  private readonly waiting: Waiter[] = [];

  constructor(private free: number) {}

  acquire(ms: number): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { gone: false, resolve };
      this.waiting.push(waiter);
      setTimeout(() => {
        waiter.gone = true;
        reject(new Error("late"));
      }, ms);
    });
  }

  release(): void {
    let next = this.waiting.shift();
    while (next?.gone) next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next.resolve();
  }
}

/** The answers come in the order of the requests, also those that nobody wants any more. */
export class Pipeline {
  private readonly asked: { resolve(answer: string): void; reject(error: Error): void }[] = [];

  ask(send: (text: string) => void, text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.asked.push({ resolve, reject });
      setTimeout(() => reject(new Error("late")), 1000);
      send(text);
    });
  }

  onAnswer(answer: string): void {
    const first = this.asked.shift();
    if (first === undefined) return;
    first.resolve(answer);
  }
}
