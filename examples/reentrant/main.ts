// The same nested call with a lock that knows its owner, and with one that does not.

import { Mutex } from "async-mutex";
import { ReentrantLock } from "./reentrant-lock";

const reentrant = new ReentrantLock();
const mutex = new Mutex();

async function nestedWithOwner(): Promise<void> {
  const owner = Symbol("nested");
  await reentrant.acquire(owner);
  await reentrant.acquire(owner);
  console.log("inside twice");
  reentrant.release(owner);
  reentrant.release(owner);
}

async function nested(): Promise<void> {
  const release = await mutex.acquire();
  console.log("inside once");
  const again = await mutex.acquire();
  console.log("never printed");
  again();
  release();
}

await nestedWithOwner();
await nested();
