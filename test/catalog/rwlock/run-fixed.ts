import ReadWriteLock from "rwlock";

const lock = new ReadWriteLock();
let inside = 0;

function read(name: string): Promise<void> {
  return new Promise((resolve) => {
    lock.readLock((release) => {
      inside++;
      setTimeout(() => {
        console.log(name, inside);
        inside--;
        release();
        resolve();
      }, 1);
    });
  });
}

function write(): Promise<void> {
  return new Promise((resolve) => {
    lock.writeLock((release) => {
      console.log("write", inside);
      release();
      resolve();
    });
  });
}

await Promise.all([read("first"), read("second"), write()]);
//> says first 2
//> says second 1
//> says write 0
//> completed
