// A boolean and listeners that nobody waits with.
export class Switch {
  private on = false;
  private readonly listeners: (() => void)[] = [];

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  set(): void {
    this.on = true;
    for (const listener of this.listeners) listener();
  }

  async wait(): Promise<boolean> {
    return this.on;
  }
}

export async function start(): Promise<boolean> {
  const light = new Switch();
  const before = await light.wait();
  light.set();
  return before;
}
