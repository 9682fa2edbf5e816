type Waiter = { resolve: (value: string) => void; reject: (error: Error) => void };

export class Forgets {
  private waiters: ((value: string) => void)[] = [];
  private readonly pending = new Map<number, Waiter>();

  take(): Promise<string> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  ask(id: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
    });
  }

  give(value: string): void {
    this.waiters.shift()?.(value);
  }

  answer(id: number, value: string): void {
    this.pending.get(id)?.resolve(value);
    this.pending.delete(id);
  }

  reset(): void {
    this.waiters = [];
//  ^^^^^^^^^^^^^^^^^ warning: Forgets.reset empties it, and the promises that Forgets.take put there (line 8) never settle
    this.pending.clear();
//  ^^^^^^^^^^^^^^^^^^^^ warning: the promises that Forgets.ask put there (line 13) never settle
  }

  cut(): void {
    if (this.waiters.length > 100) this.waiters.length = 0;
//                                 ^^^^^^^^^^^^^^^^^^^^^^^ warning: Whoever still waits in `this.waiters` is forgotten
  }
}

type Turn = { promise: Promise<void>; resolve: () => void };
const queue: Turn[] = [];

function newTurn(): Turn {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

export function enter(): Promise<void> {
  const turn = newTurn();
  queue.push(turn);
  return turn.promise;
}

export function next(): void {
  queue.shift()?.resolve();
}

export function abandon(): void {
  queue.splice(0);
//^^^^^^^^^^^^^^^ warning: abandon empties it
}
