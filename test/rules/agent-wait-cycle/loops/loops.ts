// Two loops that hand over to each other: both may be waiting until the other one takes.

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

export class Kitchen {
  private readonly orders = new Handover<string>();
  private readonly meals = new Handover<string>();

  start(): void {
    void this.cook();
    void this.serve();
  }

  order(what: string): Promise<void> {
    return this.orders.give(what);
  }

  private async cook(): Promise<void> {
    for (;;) {
      const order = await this.orders.take();
      await this.meals.give(order);
//          ^^^^^^^^^^^^^^^^^^^^^^ warning: Kitchen.cook waits here until Kitchen.serve takes from `this.meals`
    }
  }

  private async serve(): Promise<void> {
    for (;;) {
      const meal = await this.meals.take();
      await this.orders.give(`another ${meal}`);
    }
  }
}

export class Patient {
  private readonly orders = new Handover<string>();
  private readonly meals = new Handover<string>();

  start(): void {
    void this.cook();
    void this.serve();
  }

  order(what: string): Promise<void> {
    return this.orders.give(what);
  }

  private async cook(): Promise<void> {
    for (;;) {
      const order = await this.orders.take();
      await this.meals.give(order);
    }
  }

  private async serve(): Promise<void> {
    for (;;) {
      const meal = await this.meals.take();
      void this.orders.give(`another ${meal}`);
    }
  }
}

/** Nobody else keeps them busy: one is always waiting for the other to be done. */
export class Alone {
  private readonly orders = new Handover<string>();
  private readonly meals = new Handover<string>();

  start(): void {
    void this.cook();
    void this.serve();
  }

  private async cook(): Promise<void> {
    for (;;) {
      const order = await this.orders.take();
      await this.meals.give(order);
    }
  }

  private async serve(): Promise<void> {
    for (;;) {
      const meal = await this.meals.take();
      await this.orders.give(`another ${meal}`);
    }
  }
}
