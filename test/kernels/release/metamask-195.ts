// A controller that gives its lock back at the end, and never after an error.
import { Mutex } from "async-mutex";

export class RatesController {
  private readonly mutex = new Mutex();
  private rates: readonly number[] = [];

  async update(): Promise<void> {
    const release = await this.mutex.acquire();
    const response = await fetch("https://rates.example/latest");
    this.rates = JSON.parse(await response.text());
    release();
  }

  get latest(): readonly number[] {
    return this.rates;
  }
}
