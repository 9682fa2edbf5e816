// The one owner of requestAnimationFrame: drawings wait for the next frame, and playing takes its clock from here.

export interface Frames {
  /** Draws at the next frame; a later request under the same key replaces an earlier one. */
  paint(key: object, draw: () => void): void;
  /** Calls `tick` about `perSecond` times a second until the next call; 0 stops. */
  clock(perSecond: number, tick: () => void): void;
}

export function createFrames(page: Pick<Window, "requestAnimationFrame">): Frames {
  const drawings = new Map<object, () => void>();
  let period = 0;
  let tick = (): void => {};
  let last: number | undefined;
  let asked = false;

  const ask = (): void => {
    if (asked) return;
    asked = true;
    page.requestAnimationFrame(frame);
  };

  const frame = (now: number): void => {
    asked = false;
    if (0 < period) {
      last ??= now;
      if (period <= now - last) {
        // A page that was hidden does not catch up.
        last = now - last < 2 * period ? last + period : now;
        tick();
      }
      ask();
    }
    const due = [...drawings.values()];
    drawings.clear();
    for (const draw of due) draw();
  };

  return {
    paint(key, draw) {
      drawings.set(key, draw);
      ask();
    },
    clock(perSecond, next) {
      period = 0 < perSecond ? 1000 / perSecond : 0;
      tick = next;
      last = undefined;
      if (0 < period) ask();
    },
  };
}
