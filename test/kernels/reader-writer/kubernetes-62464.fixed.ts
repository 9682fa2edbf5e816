// CPU manager: the reconciling loop reads what it needs without the getter that takes the lock too.
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
    return navigator.locks.request(this.lock, { mode: "shared" }, () => {
      const found: string[] = [];
      for (const container of this.assignments.keys()) found.push(this.assignments.get(container) ?? "");
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
