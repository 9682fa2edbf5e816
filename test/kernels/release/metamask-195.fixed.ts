// A controller that gives its lock back in any case.
import { Mutex } from "async-mutex";

export class RatesController {
  private readonly mutex = new Mutex();
  private rates: readonly number[] = [];

  async update(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      const response = await fetch("https://rates.example/latest");
      this.rates = JSON.parse(await response.text());
    } finally {
      release();
    }
  }

  get latest(): readonly number[] {
    return this.rates;
  }
}
