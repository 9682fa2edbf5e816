// Who would end the wait in a channel comes only after it; beside each the same in the right order.

class Handover<T> {
  private readonly takers: ((item: T) => void)[] = [];
  private readonly givers: { item: T; taken: () => void }[] = [];

  give(item: T): Promise<void> {
    const taker = this.takers.shift();
    if (taker !== undefined) {
      taker(item);
      return Promise.resolve();
    }
    return new Promise((taken) => this.givers.push({ item, taken }));
  }

  take(): Promise<T> {
    const giver = this.givers.shift();
    if (giver !== undefined) {
      giver.taken();
      return Promise.resolve(giver.item);
    }
    return new Promise((resolve) => this.takers.push(resolve));
  }
}

export async function before(): Promise<number> {
  const numbers = new Handover<number>();
  await numbers.give(1);
//      ^^^^^^^^^^^^^^^ warning: Nobody ends this wait: this waits for `numbers`, and only what comes after it in the same task does something about that (before, line 30)
  return numbers.take();
}

export async function beside(): Promise<number> {
  const numbers = new Handover<number>();
  void numbers.give(1);
  return numbers.take();
}

export async function joined(): Promise<number> {
  const numbers = new Handover<number>();
  const send = async (from: number): Promise<void> => {
    await numbers.give(from);
//        ^^^^^^^^^^^^^^^^^^ warning: Nobody ends this wait: this waits for `numbers`
  };
  await Promise.all([send(1), send(2)]);
  return (await numbers.take()) + (await numbers.take());
}

export async function sideBySide(): Promise<number> {
  const numbers = new Handover<number>();
  const send = async (from: number): Promise<void> => {
    await numbers.give(from);
  };
  const receive = async (): Promise<number> => (await numbers.take()) + (await numbers.take());
  const [sum] = await Promise.all([receive(), send(1), send(2)]);
  return sum;
}

export async function handedOutLate(): Promise<Handover<number>> {
  const numbers = new Handover<number>();
  await numbers.give(1);
//      ^^^^^^^^^^^^^^^ warning: Nobody ends this wait: nothing takes part in `numbers` but handedOutLate, which waits there before it hands it to anybody
  return numbers;
}

export function handedOut(): Handover<number> {
  const numbers = new Handover<number>();
  void numbers.give(1);
  return numbers;
}

function inBackground(work: () => Promise<number>): Handover<number> {
  const result = new Handover<number>();
  void (async () => {
    await result.give(await work());
    console.log("done");
  })();
  return result;
}

export async function dropped(work: () => Promise<number>): Promise<void> {
  inBackground(work);
//^^^^^^^^^^^^^^^^^^ warning: What is thrown away here is needed: inBackground waits in `result`
  await inBackground(work).take();
}

export class Service {
  private readonly wakeups = new Handover<string>();

  async start(): Promise<void> {
    await this.wakeups.give("first");
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Nobody ends this wait: this waits for `this.wakeups`, and only what comes after it in the same task does something about that (Service.run
    void this.run();
  }

  private async run(): Promise<void> {
    for (;;) console.log(await this.wakeups.take());
  }
}

export class Started {
  private readonly wakeups = new Handover<string>();

  async start(): Promise<void> {
    void this.run();
    await this.wakeups.give("first");
  }

  private async run(): Promise<void> {
    for (;;) console.log(await this.wakeups.take());
  }
}
