// A timer that releases what is no lock.
export class Cache {
  private readonly held = new Map<string, string>();

  keep(name: string, text: string, ms: number): void {
    this.held.set(name, text);
    setTimeout(() => this.release(name), ms);
  }

  release(name: string): void {
    this.held.delete(name);
  }
}
