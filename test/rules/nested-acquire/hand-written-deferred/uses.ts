import { Channel, Flagged, Latched } from "./locks";

const flagged = new Flagged();
const latched = new Latched();
const channel = new Channel<number>();

export async function nested(): Promise<void> {
  await flagged.enter();
  await flagged.enter();
//      ^^^^^^^^^^^^^^^ error: `flagged` is already held here
  flagged.exit();
  flagged.exit();
}

export async function nestedLatch(): Promise<void> {
  const release = await latched.obtain();
  const again = await latched.obtain();
//                    ^^^^^^^^^^^^^^^^ error: `latched` is already held here
  again();
  release();
}

export async function fine(): Promise<void> {
  await flagged.enter();
  const release = await latched.obtain();
  release();
  flagged.exit();
  await channel.take();
  channel.put(await channel.take());
}
