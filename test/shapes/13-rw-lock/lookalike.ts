// Counts readers and writers for those who are curious.
export class Traffic {
  private readers = 0;
  private writers = 0;

  async reading<T>(work: () => Promise<T>): Promise<T> {
    this.readers++;
    try {
      return await work();
    } finally {
      this.readers--;
    }
  }

  async writing<T>(work: () => Promise<T>): Promise<T> {
    if (this.readers > 0) console.log("while others read");
    this.writers++;
    try {
      return await work();
    } finally {
      this.writers--;
    }
  }
}

const traffic = new Traffic();
declare function save(): Promise<void>;
export const both = (): Promise<void> => traffic.reading(() => traffic.writing(save));
