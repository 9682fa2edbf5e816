import ReadWriteLock from "rwlock";

const lock = new ReadWriteLock();

// What ends by a call is not followed: the release may come before the inner lock is granted.
export function upgrade(): void {
  lock.readLock((done) => {
    lock.writeLock((release) => release());
    done();
  });
}

export function otherKey(): void {
  lock.writeLock("a", (done) => {
    lock.async.writeLock("b", (_error, release) => {
      release();
      done();
    });
  });
}
