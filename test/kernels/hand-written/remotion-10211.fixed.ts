// A queue made of a chain of promises that goes on after a job that fails.
export class ExtractionQueue {
  private last: Promise<unknown> = Promise.resolve();

  add<T>(job: () => Promise<T>): Promise<T> {
    const result = this.last.then(() => job());
    this.last = result.catch(() => {});
    return result;
  }
}
