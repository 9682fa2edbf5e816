import { BoundedQueue } from "./bounded-queue";

/** All jobs first, then all results: the workers stop when `results` is full, and so does `jobs`. */
export async function collectAfterwards(inputs: readonly number[]): Promise<number[]> {
  const jobs = new BoundedQueue<number>(4);
  const results = new BoundedQueue<number>(4);
  const worker = async (): Promise<void> => {
    for (;;) {
      const job = await jobs.take();
      await results.put(job * 2);
    }
  };
  void worker();
  void worker();
  for (const input of inputs) await jobs.put(input);
//                                  ^^^^^^^^^^^^^^^ warning: collectAfterwards puts all it has into `jobs` and takes from `results` only afterwards (line 18)
  const found: number[] = [];
  while (found.length < inputs.length) found.push(await results.take());
  return found;
}

export async function collectMeanwhile(inputs: readonly number[]): Promise<number[]> {
  const jobs = new BoundedQueue<number>(4);
  const results = new BoundedQueue<number>(4);
  const worker = async (): Promise<void> => {
    for (;;) {
      const job = await jobs.take();
      await results.put(job * 2);
    }
  };
  const feed = async (): Promise<void> => {
    for (const input of inputs) await jobs.put(input);
  };
  void worker();
  const fed = feed();
  const found: number[] = [];
  while (found.length < inputs.length) found.push(await results.take());
  await fed;
  return found;
}

/** One at a time there and back. */
export async function askAndAnswer(inputs: readonly number[]): Promise<number[]> {
  const questions = new BoundedQueue<number>(1);
  const answers = new BoundedQueue<number>(1);
  const worker = async (): Promise<void> => {
    for (;;) await answers.put(-(await questions.take()));
  };
  void worker();
  const found: number[] = [];
  for (const input of inputs) {
    await questions.put(input);
    found.push(await answers.take());
  }
  return found;
}

export async function alone(inputs: readonly number[]): Promise<number> {
  const queue = new BoundedQueue<number>(8);
  for (const input of inputs) await queue.put(input);
//                                  ^^^^^^^^^^^^^^^^ warning: takes from `queue` only afterwards
  return queue.take();
}

export async function withinItsRoom(): Promise<number> {
  const queue = new BoundedQueue<number>(8);
  for (let count = 0; count < 8; count++) await queue.put(count);
  return queue.take();
}

/** Pages lead to images, images to pages; others add to both. */
export class Crawler {
  private readonly pages = new BoundedQueue<string>(10);
  private readonly images = new BoundedQueue<string>(10);

  async add(url: string): Promise<void> {
    await this.pages.put(url);
  }

  async readPages(): Promise<void> {
    for (;;) {
      const page = await this.pages.take();
      await this.images.put(`${page}.png`);
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: are a ring
    }
  }

  async readImages(): Promise<void> {
    for (;;) {
      const image = await this.images.take();
      await this.pages.put(`${image}.html`);
    }
  }
}

/** The second part does not lead back. */
export class Pipeline {
  private readonly pages = new BoundedQueue<string>(10);
  private readonly images = new BoundedQueue<string>(10);

  async add(url: string): Promise<void> {
    await this.pages.put(url);
  }

  async readPages(): Promise<void> {
    for (;;) {
      const page = await this.pages.take();
      await this.images.put(`${page}.png`);
    }
  }

  async readImages(): Promise<void> {
    for (;;) console.log(await this.images.take());
  }
}
