// The next track is started under a lock; when that fails, the lock is never given back.
import AsyncLock from "async-lock";

const lock = new AsyncLock();

export class Player {
  constructor(private readonly play: (track: string, started: () => void) => void) {}

  next(queue: string[]): void {
    lock.acquire("track", (done) => {
      try {
        const track = queue.shift() ?? "";
        this.play(track, () => done());
      } catch (error) {
        console.error(error);
      }
    });
  }
}
