// A queue of asynchronous functions, one after the other.
let last: Promise<void> = Promise.resolve();
let saved = 0;

function inTurn(work: () => Promise<void>): Promise<void> {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

export function save(read: () => Promise<number>): Promise<void> {
  return inTurn(async () => {
    const more = await read();
    saved += more;
  });
}
