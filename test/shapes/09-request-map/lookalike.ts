// A map of what is known by number, in which nobody waits.
export class Names {
  private readonly names = new Map<number, string>();
  private readonly listeners = new Map<number, (name: string) => void>();

  on(id: number, listener: (name: string) => void): void {
    this.listeners.set(id, listener);
  }

  rename(id: number, name: string): void {
    this.names.set(id, name);
    this.listeners.get(id)?.(name);
  }

  reset(): void {
    this.names.clear();
    this.listeners.clear();
  }
}
