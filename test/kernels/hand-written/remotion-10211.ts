// A queue made of a chain of promises: after the first job that fails no other is ever run.
export class ExtractionQueue {
  private last: Promise<unknown> = Promise.resolve();

  add<T>(job: () => Promise<T>): Promise<unknown> {
    this.last = this.last.then(() => job());
    return this.last;
  }
}
