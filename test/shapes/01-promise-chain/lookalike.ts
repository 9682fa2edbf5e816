// Promises that follow one another and exclude nobody: a cache that is renewed, and the progress of one job.
declare function load(): Promise<string>;

export class Fresh {
  private value: Promise<string> = load();

  renew(): Promise<string> {
    this.value = this.value.then(() => load()).catch(() => "none");
    return this.value;
  }

  async both(show: (text: string) => void): Promise<void> {
    show(await this.value);
    await this.renew();
    show(await this.value);
  }
}
