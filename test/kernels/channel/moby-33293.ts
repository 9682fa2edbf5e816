// Serving: an error at the start is handed over before anybody can know where it is to be taken from.
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

/** @returns where the server's errors can be taken from */
export async function serve(
  listen: () => Promise<boolean>,
  accept: () => Promise<Error>,
): Promise<Handover<Error>> {
  const errors = new Handover<Error>();
  if (!(await listen())) {
    await errors.give(new Error("cannot listen"));
    return errors;
  }
  void (async () => {
    for (;;) await errors.give(await accept());
  })();
  return errors;
}
