import mutexify from "mutexify";

const lock = mutexify();
const other = mutexify();

// What ends by a call is not followed: the release may come before the inner lock is granted.
export function nested(): void {
  lock((release) => {
    lock((again) => again(() => {}, null, null));
    release(() => {}, null, null);
  });
}

export function ordered(): void {
  lock((release) => {
    other((done) => {
      done(() => {}, null, null);
      release(() => {}, null, null);
    });
  });
}
