// Suspending a virtual thread in the middle of synchronous code: what is left to do of each call on its stack, innermost first.

import type { Wait } from "../trace/trace";

/** What a call gives back, instead of a result, while its thread is suspended inside it. */
export const SUSPENDED: unique symbol = Symbol("suspended");
/** What a function that can be suspended yields after each call that it makes: `yield m(site, f(x))`. */
export const PASS: unique symbol = Symbol("pass");

export type Completion =
  | { readonly kind: "return"; readonly value: unknown }
  | { readonly kind: "throw"; readonly error: unknown };

/** The rest of a call: what it does when the call inside it has ended. Gives its own result, throws, or is `SUSPENDED` again. */
export type Continuation = (inner: Completion) => unknown;

/** A step that other threads can see. It happens when the thread has really used the CPU time up to it. */
export interface Operation {
  /** Does it, at the beginning of a segment; `undefined` where it blocks, and `Suspensions.complete` will end it. */
  perform(): { readonly value: unknown } | undefined;
}

/** The completion of an inner call as this call's own. */
export function passOn(inner: Completion): unknown {
  if (inner.kind === "throw") throw inner.error;
  return inner.value;
}

/** The suspended stack of one virtual thread. */
export interface Suspensions {
  /** Says that whoever makes the next call can be suspended in it. */
  announce(): void;
  /**
   * The same for a function whose own code cannot be seen, such as a bound one: it may be a library's, in which an operation must
   * not stop.
   */
  announceUnseen(): void;
  /** Asked once by the function that is called: whether it may give `SUSPENDED`. */
  accept(): boolean;
  /** Asked once by an operation on shared memory. */
  acceptOperation(): boolean;
  /** Forgets an announcement that nobody asked for. */
  forget(): void;
  /** Runs code whose callers cannot be suspended: nothing in it gives `SUSPENDED`. */
  uninterrupted<T>(run: () => T): T;
  /** Stops at an operation; its caller has accepted. */
  suspend(operation: Operation): typeof SUSPENDED;
  /** Stops until `complete` is called; for an operation that has begun to block. */
  block(wait: Wait): void;
  /** Ends the wait of a blocked operation. */
  complete(value: unknown): void;
  /** Runs `body`, then `after`: when the body has really ended, even where it is suspended in between. */
  bracket<T>(body: () => T, after: () => void): T;
  /** Called on the way out of a suspended call, innermost first: what it does later. */
  defer(continuation: Continuation): void;
  /** The thread's outermost frame has received `SUSPENDED`. */
  settled(): void;
  /** Whether somebody was given `SUSPENDED` and the thread's outermost frame has not received it yet. */
  isLeaving(): boolean;
  /** Whether nothing on the stack forbids to suspend. */
  isInterruptible(): boolean;
  /** Whether anybody has announced a call so far: nothing is ever suspended before. */
  isUsed(): boolean;
  state(): "none" | "ready" | "blocked";
  /** What a blocked operation waits for. */
  wait(): Wait | undefined;
  /** Goes on: performs the operation and runs what is left of the stack. Gives the last frame's result, or `SUSPENDED`. */
  resume(): unknown;
  /** Forgets everything: the thread has ended. */
  clear(): void;
  /** Makes it as it was at first. */
  renew(): void;
}

export function createSuspensions(): Suspensions {
  let announced = false;
  /** The announcement is for functions only. */
  let unseen = false;
  let used = false;
  let depth = 0;
  /** Outermost first. */
  let frames: Continuation[] = [];
  /** What this departure has deferred so far, innermost first. */
  let fresh: Continuation[] = [];
  let operation: Operation | undefined;
  let result: { readonly value: unknown } | undefined;
  let wait: Wait | undefined;
  let leaving = false;

  const clear = () => {
    if (frames.length > 0) frames = [];
    if (fresh.length > 0) fresh = [];
    operation = undefined;
    result = undefined;
    wait = undefined;
    leaving = false;
  };

  const finish = (first: Completion): unknown => {
    let completion = first;
    for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
      try {
        const value = frame(completion);
        if (value === SUSPENDED) {
          while (fresh.length > 0) {
            const next = fresh.pop();
            if (next !== undefined) frames.push(next);
          }
          return SUSPENDED;
        }
        completion = { kind: "return", value };
      } catch (error) {
        completion = { kind: "throw", error };
      }
    }
    return passOn(completion);
  };

  return {
    isInterruptible: () => depth === 0,
    isUsed: () => used,
    announce() {
      used = true;
      announced = true;
      unseen = false;
    },
    announceUnseen() {
      used = true;
      announced = true;
      unseen = true;
    },
    accept() {
      const accepted = announced && depth === 0;
      announced = false;
      return accepted;
    },
    acceptOperation() {
      const accepted = announced && !unseen && depth === 0;
      announced = false;
      return accepted;
    },
    forget() {
      announced = false;
    },
    uninterrupted(run) {
      depth++;
      try {
        return run();
      } finally {
        depth--;
      }
    },
    suspend(next) {
      operation = next;
      leaving = true;
      return SUSPENDED;
    },
    block(reason) {
      wait = reason;
    },
    complete(value) {
      wait = undefined;
      result = { value };
    },
    bracket(body, after) {
      let result: ReturnType<typeof body>;
      try {
        result = body();
      } catch (error) {
        after();
        throw error;
      }
      const given: unknown = result;
      if (given !== SUSPENDED) {
        after();
        return result;
      }
      fresh.push((inner) => {
        after();
        return passOn(inner);
      });
      return result;
    },
    defer: (continuation) => void fresh.push(continuation),
    settled() {
      leaving = false;
      for (let next = fresh.pop(); next !== undefined; next = fresh.pop()) frames.push(next);
    },
    isLeaving: () => leaving,
    state() {
      if (wait !== undefined) return "blocked";
      return operation === undefined && result === undefined ? "none" : "ready";
    },
    wait: () => wait,
    resume() {
      let done = result;
      result = undefined;
      if (done === undefined) {
        const pending = operation;
        operation = undefined;
        try {
          done = pending?.perform();
        } catch (error) {
          return finish({ kind: "throw", error });
        }
        if (done === undefined) return SUSPENDED;
      }
      return finish({ kind: "return", value: done.value });
    },
    clear,
    renew() {
      clear();
      announced = false;
      unseen = false;
      used = false;
      depth = 0;
    },
  };
}
