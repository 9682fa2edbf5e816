// The dining philosophers: each takes a fork of his own and then his neighbour's.
import { Mutex } from "async-mutex";

const forks = [1, 2, 3, 4, 5].map(() => new Mutex());

async function dine(seat: number): Promise<void> {
  const left = await forks[seat]?.acquire();
  const right = await forks[(seat + 1) % forks.length]?.acquire();
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: each task of dine holds one lock of `forks`
  right?.();
  left?.();
}

async function alone(seat: number): Promise<void> {
  const left = await forks[seat]?.acquire();
  const right = await forks[(seat + 1) % forks.length]?.acquire();
  right?.();
  left?.();
}

export async function everybody(): Promise<void> {
  await Promise.all([0, 1, 2, 3, 4].map((seat) => dine(seat)));
}

await alone(0);

class Table {
  private readonly chopsticks: Mutex[] = [];
  private readonly waiter = new Mutex();

  /** The neighbour's place in a variable, and sections one inside the other. */
  async eat(place: number): Promise<void> {
    const next = place + 1;
    await this.chopsticks[place]?.runExclusive(() => this.chopsticks[next]?.runExclusive(() => {}));
//                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: a neighbour's
  }

  /** The smaller index first. */
  async eatInOrder(place: number): Promise<void> {
    const next = (place + 1) % this.chopsticks.length;
    const first = await this.chopsticks[Math.min(place, next)]?.acquire();
    const second = await this.chopsticks[Math.max(place, next)]?.acquire();
    second?.();
    first?.();
  }

  /** Swapped where it is not in order. */
  async eatSwapped(place: number): Promise<void> {
    let a = place;
    let b = (place + 1) % this.chopsticks.length;
    if (a > b) [a, b] = [b, a];
    const first = await this.chopsticks[a]?.acquire();
    const second = await this.chopsticks[b]?.acquire();
    second?.();
    first?.();
  }

  /** The odd ones begin on the other side. */
  async eatByTurns(place: number): Promise<void> {
    const next = (place + 1) % this.chopsticks.length;
    if (place % 2 === 0) {
      const left = await this.chopsticks[place]?.acquire();
      const right = await this.chopsticks[next]?.acquire();
      right?.();
      left?.();
    } else {
      const right = await this.chopsticks[next]?.acquire();
      const left = await this.chopsticks[place]?.acquire();
      left?.();
      right?.();
    }
  }

  /** One at a time. */
  async eatAsked(place: number): Promise<void> {
    await this.waiter.runExclusive(async () => {
      const left = await this.chopsticks[place]?.acquire();
      const right = await this.chopsticks[(place + 1) % 5]?.acquire();
      right?.();
      left?.();
    });
  }

  /** One after the other, never two. */
  async look(place: number): Promise<void> {
    (await this.chopsticks[place]?.acquire())?.();
    (await this.chopsticks[(place + 1) % 5]?.acquire())?.();
  }
}

export const table = new Table();
