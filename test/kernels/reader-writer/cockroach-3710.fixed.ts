// A store takes its list under the shared lock, and works on it afterwards.
const LOCK = "store";

export class Store {
  private replicas = ["a", "b"];

  async force(): Promise<void> {
    const replicas = await navigator.locks.request(LOCK, { mode: "shared" }, () => this.replicas);
    for (const replica of replicas) await this.enqueue(replica);
  }

  private async enqueue(replica: string): Promise<void> {
    if (await this.shouldQueue(replica)) console.log(replica);
  }

  private async shouldQueue(replica: string): Promise<boolean> {
    return (await this.firstIndex(replica)) > 0;
  }

  private async firstIndex(replica: string): Promise<number> {
    return this.descriptor(replica);
  }

  private async descriptor(replica: string): Promise<number> {
    return navigator.locks.request(LOCK, { mode: "shared" }, () => this.replicas.indexOf(replica));
  }

  async split(): Promise<void> {
    await navigator.locks.request(LOCK, () => {
      this.replicas = [...this.replicas, "c"];
    });
  }
}
