// CPU manager: the reconciling loop holds the read lock and calls a getter that takes it too; removing a container writes.
class StateFile {
  private readonly assignments = new Map<string, string>();
  private readonly lock = "cpu state";

  async set(container: string, cpus: string): Promise<void> {
    await navigator.locks.request(this.lock, () => {
      this.assignments.set(container, cpus);
    });
  }

  async cpus(container: string): Promise<string | undefined> {
    return navigator.locks.request(this.lock, { mode: "shared" }, () => this.assignments.get(container));
  }

  async all(): Promise<string[]> {
    return navigator.locks.request(this.lock, { mode: "shared" }, async () => {
      const found: string[] = [];
      for (const container of this.assignments.keys()) found.push((await this.cpus(container)) ?? "");
      return found;
    });
  }
}

const state = new StateFile();

export async function reconcile(): Promise<string[]> {
  return state.all();
}

export async function remove(container: string): Promise<void> {
  await state.set(container, "");
}
