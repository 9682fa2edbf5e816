// A count of what is left that nobody waits for.
export class Progress {
  constructor(
    private left: number,
    private readonly show: (left: number) => void,
  ) {}

  countDown(): void {
    this.left--;
    if (this.left === 0) this.show(0);
  }
}

declare function read(name: string): Promise<void>;

export async function all(names: string[]): Promise<void> {
  const progress = new Progress(names.length, () => undefined);
  for (const name of names) {
    if (name === "") continue;
    await read(name);
    progress.countDown();
  }
}
