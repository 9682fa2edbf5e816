// Three runners meet at a barrier between two phases.

class Barrier {
  #waiting: (() => void)[] = [];

  constructor(private readonly parties: number) {}

  async arrive(): Promise<void> {
    if (this.#waiting.length + 1 === this.parties) {
      for (const go of this.#waiting.splice(0)) go();
      return;
    }
    await new Promise<void>((go) => this.#waiting.push(go));
  }
}

const barrier = new Barrier(3);

async function run(name: string, takes: number): Promise<void> {
  await new Promise((done) => setTimeout(done, takes));
  console.log(`${name} arrives`);
  await barrier.arrive();
  console.log(`${name} starts`);
}

await Promise.all([run("fast", 1), run("middle", 2), run("slow", 3)]);
