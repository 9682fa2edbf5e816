// A section that waits for several devices ends with the first of them that fails; the others go on without the lock.
import { Mutex } from "async-mutex";

interface Device {
  update(): Promise<void>;
}

const mutex = new Mutex();

export async function updateAll(devices: readonly Device[]): Promise<void> {
  await mutex.runExclusive(async () => {
    await Promise.all(devices.map((device) => device.update()));
  });
}
