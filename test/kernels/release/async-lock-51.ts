// The body of a section in the style with a callback throws before it calls it.
import AsyncLock from "async-lock";

const lock = new AsyncLock();

export function store(text: string, put: (value: unknown) => void): void {
  lock.acquire("store", (done) => {
    const value: unknown = JSON.parse(text);
    if (value === null) return;
    put(value);
    done();
  });
}
