// The next track is started under a lock, which is given back whether or not that fails.
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
        done();
      }
    });
  }
}
