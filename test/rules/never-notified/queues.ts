// Queues that are paused and waited for, and those that go on.
import { queue as makeQueue } from "async";
import fastq from "fastq";
import PQueue from "p-queue";

type Row = () => Promise<void>;

export class Writer {
  private readonly rows = new PQueue({ concurrency: 2 });

  add(row: Row): void {
    void this.rows.add(row);
  }

  async stop(hard: boolean): Promise<void> {
    this.rows.pause();
    if (hard) this.rows.clear();
    await this.rows.onEmpty();
    //    ^^^^^^^^^^^^^^^^^^^ warning: is paused (line 16), and nobody who could let it go on does so while Writer.stop waits here
  }

  async drop(): Promise<void> {
    this.rows.pause();
    this.rows.clear();
    await this.rows.onIdle();
  }
}

export class Flusher {
  private readonly rows = new PQueue({ concurrency: 2 });

  async flush(row: Row): Promise<void> {
    this.rows.pause();
    await this.rows.add(row);
    //    ^^^^^^^^^^^^^^^^^^ warning: this never ends
    this.rows.start();
  }
}

export class Checker {
  private readonly rows = new PQueue({ concurrency: 2 });

  async check(row: Row): Promise<void> {
    void this.rows.add(row);
    this.rows.pause();
    await this.rows.onPendingZero();
    this.rows.start();
    await this.rows.onIdle();
  }
}

/** Somebody else lets it go on. */
export class Valve {
  private readonly rows = new PQueue({ concurrency: 2 });

  add(row: Row): void {
    void this.rows.add(row);
  }

  open(): void {
    this.rows.start();
  }

  async close(): Promise<void> {
    this.rows.pause();
    await this.rows.onIdle();
  }
}

/** Whoever gave it may let it go on. */
export async function settle(rows: PQueue, row: Row): Promise<void> {
  void rows.add(row);
  rows.pause();
  await rows.onIdle();
}

const letters = fastq.promise(async (letter: string) => console.log(letter), 1);

export async function closeLetters(): Promise<void> {
  letters.pause();
  await letters.drained();
  //    ^^^^^^^^^^^^^^^^^ warning: Nothing in `letters` begins any more
}

export function send(letter: string): void {
  void letters.push(letter);
}

const parcels = makeQueue(async (parcel: string) => console.log(parcel), 1);

export async function closeParcels(): Promise<void> {
  void parcels.push("last");
  parcels.pause();
  setTimeout(() => parcels.resume(), 1000);
  await parcels.drain();
}
