// Several resources are locked in the order of their names.
import { Mutex, type MutexInterface } from "async-mutex";

export class ResourceLocks {
  private readonly held = new Map<string, Mutex>();

  private of(resource: string): Mutex {
    const known = this.held.get(resource);
    if (known !== undefined) return known;
    const mutex = new Mutex();
    this.held.set(resource, mutex);
    return mutex;
  }

  async acquire(resources: readonly string[]): Promise<() => void> {
    const releases: MutexInterface.Releaser[] = [];
    for (const resource of resources.toSorted()) releases.push(await this.of(resource).acquire());
    return () => {
      for (const release of releases) release();
    };
  }
}
