import { Effect, Semaphore } from "effect";

const left = Semaphore.makeUnsafe(1);
const right = Semaphore.makeUnsafe(1);

const take = (first: Semaphore.Semaphore, second: Semaphore.Semaphore) =>
  first.withPermits(1)(Effect.andThen(Effect.sleep(1), second.withPermits(1)(Effect.void)));

await Promise.all([Effect.runPromise(take(left, right)), Effect.runPromise(take(right, left))]);
//> stuck
//> main: Promise.all: a promise that nothing has settled yet
