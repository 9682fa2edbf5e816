import ReadWriteLock from "rwlock";

const lock = new ReadWriteLock();

function take(first: string, second: string): Promise<void> {
  return new Promise((resolve) => {
    lock.writeLock(first, (release) => {
      setTimeout(() => {
        lock.async.writeLock(second, (_error, end) => {
          end();
          release();
          resolve();
        });
      }, 1);
    });
  });
}

await Promise.all([take("a", "b"), take("b", "a")]);
//> stuck
//> main: Promise.all: the end of ReadWriteLock.writeLock()
//> writeLock callback: the call that ends the section of ReadWriteLock.writeLock()
//> writeLock callback #2: the call that ends the section of ReadWriteLock.writeLock()
//> ReadWriteLock.async.writeLock(): ReadWriteLock.async.writeLock() of lock["b"], held by writeLock callback #2
//> ReadWriteLock.async.writeLock() #2: ReadWriteLock.async.writeLock() of lock["a"], held by writeLock callback
