// Device mapper: unmounting goes from one device's lock to the lock of all, removing a device from that of all to the device's.
import { Mutex } from "async-mutex";

class Device {
  readonly lock = new Mutex();
  mounts = 0;
}

export class DeviceSet {
  private readonly lock = new Mutex();
  private readonly devices = new Map<string, Device>();

  private lookup(name: string): Device {
    const known = this.devices.get(name);
    if (known !== undefined) return known;
    const device = new Device();
    this.devices.set(name, device);
    return device;
  }

  async unmount(name: string): Promise<void> {
    const device = this.lookup(name);
    await device.lock.runExclusive(async () => {
      device.mounts -= 1;
      await this.lock.runExclusive(() => this.deactivate(name));
    });
  }

  async remove(name: string): Promise<void> {
    await this.lock.runExclusive(async () => {
      const device = this.lookup(name);
      await device.lock.runExclusive(() => this.deactivate(name));
    });
  }

  private deactivate(name: string): void {
    this.devices.delete(name);
  }
}
