// A section that waits for all devices before it says that one has failed.
import { Mutex } from "async-mutex";

interface Device {
  update(): Promise<void>;
}

const mutex = new Mutex();

export async function updateAll(devices: readonly Device[]): Promise<void> {
  await mutex.runExclusive(async () => {
    const results = await Promise.allSettled(devices.map((device) => device.update()));
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  });
}
