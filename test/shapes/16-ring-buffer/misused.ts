// One thread waits for what it writes itself afterwards.
import { Ring } from "./primitive";

export function roundTrip(value: number): number {
  const ring = new Ring(new SharedArrayBuffer(1024), 100);
  const first = ring.pop();
  ring.push(value);
  return first;
}
