// Cars wait at a traffic light: a flag that is set and cleared, and whoever waits for it.

class Flag {
  #up = false;
  readonly #waiting: (() => void)[] = [];

  get isSet(): boolean {
    return this.#up;
  }

  set(): void {
    this.#up = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  clear(): void {
    this.#up = false;
  }

  async wait(): Promise<void> {
    while (!this.#up) await new Promise<void>((go) => this.#waiting.push(go));
  }
}

const green = new Flag();
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function light(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await pause(2);
    console.log("green");
    green.set();
    await pause(2);
    console.log("red");
    green.clear();
  }
}

async function car(name: string, arrives: number): Promise<void> {
  await pause(arrives);
  if (!green.isSet) console.log(`${name} waits`);
  await green.wait();
  console.log(`${name} drives`);
}

await Promise.all([light(), car("first", 1), car("second", 3), car("third", 5)]);
