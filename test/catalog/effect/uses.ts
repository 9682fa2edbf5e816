import { Effect, Fiber, pipe, Semaphore } from "effect";
import { Mutex } from "async-mutex";

const mutex = new Mutex();
const semaphore = Semaphore.makeUnsafe(1);
const other = Semaphore.makeUnsafe(1);
const pair = Semaphore.makeUnsafe(2);

export const nested = semaphore.withPermits(1)(semaphore.withPermits(1)(Effect.void));
//                                             ^^^^^^^^^^^^^^^^^^^^^^^^ error: `semaphore` is already held here

export const inGenerator = semaphore.withPermits(1)(
  Effect.gen(function* () {
//^^^^^^^^^^ error: this call waits for it again in inGenerator
    yield* Effect.log("in");
    yield* semaphore.withPermits(1)(Effect.void);
  }),
);

const inner = (name: string) => Effect.log(name).pipe(semaphore.withPermits(1));

export const throughFunction = Effect.fn("throughFunction")(function* (name: string) {
  yield* pipe(inner(name), semaphore.withPermits(1));
//            ^^^^^^^^^^^ error: this call waits for it again in inner
});

export const left = semaphore.withPermits(1)(Effect.andThen(Effect.log("left"), other.withPermits(1)(Effect.void)));

// One after the other is well; two of two are not, where it runs twice.
export const inTurn = Effect.gen(function* () {
  yield* semaphore.withPermits(1)(Effect.log("first"));
  yield* semaphore.withPermits(1)(Effect.log("second"));
  yield* pair.withPermits(1)(pair.withPermits(1)(Effect.void));
//                           ^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: a permit of `pair` is held here
});

export const early = Effect.gen(function* () {
  yield* semaphore.take(1);
//       ^^^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  const stop = yield* Effect.sync(() => Math.random() > 0.5);
  if (stop) return;
  yield* semaphore.release(1);
});

export const ensured = (work: Effect.Effect<void, Error>) =>
  semaphore.take(1).pipe(
    Effect.andThen(Effect.ensuring(work, semaphore.release(1))),
  );

export const fork = Effect.gen(function* () {
  const fiber = yield* Effect.forkChild(semaphore.withPermits(1)(Effect.log("in the fiber")));
  yield* semaphore.withPermits(1)(Effect.log("beside it"));
  yield* Fiber.join(fiber);
});

export const joinedInside = semaphore.withPermits(1)(
  Effect.gen(function* () {
//^^^^^^^^^^ error: waits for it again in joinedInside
    const fiber = yield* Effect.forkChild(semaphore.withPermits(1)(Effect.log("in the fiber")));
    yield* Fiber.join(fiber);
  }),
);

// The fiber may have had its turn before.
export const joined = Effect.gen(function* () {
  const fiber = yield* Effect.forkChild(semaphore.withPermits(1)(Effect.log("in the fiber")));
  yield* semaphore.withPermits(1)(Fiber.join(fiber));
});

// The wait ends by itself.
export const bounded = semaphore.withPermits(1)(
  semaphore.withPermits(1)(Effect.void).pipe(Effect.timeout("1 second")),
);

export async function run(): Promise<void> {
  const release = await mutex.acquire();
//                      ^^^^^^^^^^^^^^^ error[unreleased-on-path]: stays locked for ever
  const value = await Effect.runPromise(Effect.succeed(1));
  if (value === 1) return;
  release();
}

export async function outside(): Promise<void> {
  await mutex.runExclusive(() => Effect.runPromise(locked));
}

const locked = Effect.promise(() => mutex.runExclusive(() => {}));
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here
