// Deadlock detection on wait-for graphs: the textbook's shapes, and the textbook's algorithm as the oracle.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cyclesOf, stuckTasks } from "#engine/analysis/deadlock";
import { createDeadlockWatch } from "#engine/analysis/deadlock-watch";
import { applyToLedger, createLedger } from "#engine/analysis/ledger";
import { waitersOf } from "#engine/analysis/wait-for";
import { abba, Script } from "./script";

function stuckAfter(script: Script, capacities: readonly (number | undefined)[] = [1, 1, 1]): number[] {
  const ledger = createLedger();
  script.events.forEach((event, index) => {
    applyToLedger(ledger, event, index + 1);
  });
  return [...stuckTasks(waitersOf(ledger, (id) => capacities[id]))].sort((a, b) => a - b);
}

function cyclesAfter(script: Script, capacities: readonly (number | undefined)[] = [1, 1, 1]) {
  const ledger = createLedger();
  script.events.forEach((event, index) => {
    applyToLedger(ledger, event, index + 1);
  });
  return cyclesOf(waitersOf(ledger, (id) => capacities[id])).map((cycle) => cycle.map((edge) => edge.task));
}

describe("stuck tasks", () => {
  it("finds two tasks that took two locks in opposite orders", () => {
    expect(stuckAfter(abba())).toEqual([0, 1]);
    expect(cyclesAfter(abba())).toEqual([[0, 1]]);
  });

  it("counts those that wait behind a cycle as stuck, but not as part of it", () => {
    const script = abba().start(2).block(2, 0);
    expect(stuckAfter(script)).toEqual([0, 1, 2]);
    expect(cyclesAfter(script)).toEqual([[0, 1]]);
  });

  it("finds no deadlock while the holder can go on", () => {
    expect(stuckAfter(new Script().start(0, 1).take(0, 0).block(1, 0))).toEqual([]);
  });

  it("finds a task that waits for a lock of its own", () => {
    const script = new Script().start(0).take(0, 0).block(0, 0);
    expect(stuckAfter(script)).toEqual([0]);
    expect(cyclesAfter(script)).toEqual([[0]]);
  });

  it("does not take a task for its own blocker that has been handed the lock and has not run yet", () => {
    const script = new Script().start(0, 1).take(0, 0).block(1, 0).release(0, 0).take(1, 0);
    expect(stuckAfter(script)).toEqual([]);
    expect(stuckAfter(script.state(1, "ready").state(1, "running").block(1, 0))).toEqual([1]);
  });

  it("frees a cycle that a timeout will open", () => {
    const script = new Script().start(0, 1).take(0, 0).take(1, 1).block(0, 1, { timeout: true }).block(1, 0);
    expect(stuckAfter(script)).toEqual([]);
  });

  it("does not take a cycle through a semaphore for a deadlock while another holder can release (OR model)", () => {
    const held = () => new Script().start(0, 1, 2).take(0, 0).take(1, 1).take(2, 1).block(0, 1);
    expect(stuckAfter(held().block(1, 0), [1, 2])).toEqual([]);
    expect(stuckAfter(held().block(1, 0).block(2, 0), [1, 2])).toEqual([0, 1, 2]);
  });

  it("counts units: one free unit does not help who needs two", () => {
    // Capacity 3: task 0 holds 2 and waits for task 1; task 1 needs 2 of the semaphore; task 2 holds 1 and runs.
    const script = new Script()
      .start(0, 1, 2)
      .take(0, 0, 2)
      .take(2, 0, 1)
      .take(1, 1)
      .block(0, 1)
      .block(1, 0, { amount: 2 });
    expect(stuckAfter(script, [3, 1])).toEqual([0, 1]);
    expect(stuckAfter(script, [4, 1])).toEqual([]);
  });

  it("follows joins: waiting for all needs everyone, waiting for any only one", () => {
    const half = () => new Script().start(0, 1, 2).take(0, 0).block(1, 0);
    expect(stuckAfter(half().join(0, [1, 2]))).toEqual([0, 1]);
    expect(stuckAfter(half().join(0, [1, 2], "any"))).toEqual([]);
    expect(stuckAfter(half().join(0, [1, 2], "any").join(2, [0]))).toEqual([0, 1, 2]);
  });

  it("finds two readers that both want to become the writer", () => {
    const readers = new Script().start(0, 1).take(0, 0, 1, "shared").take(1, 0, 1, "shared");
    expect(stuckAfter(readers.block(0, 0).block(1, 0), [undefined])).toEqual([0, 1]);
  });

  it("finds a reader behind a queued writer that waits for that very reader's task to end", () => {
    const script = new Script()
      .start(0, 1, 2)
      .take(0, 0, 1, "shared")
      .block(1, 0)
      .block(2, 0, { mode: "shared" })
      .join(0, [2]);
    expect(stuckAfter(script, [undefined])).toEqual([0, 1, 2]);
  });

  it("lets two readers in at once", () => {
    const script = new Script().start(0, 1).take(0, 0, 1, "shared").take(1, 0, 1, "shared").take(1, 1).block(0, 1);
    expect(stuckAfter(script, [undefined, 1])).toEqual([]);
  });

  it("does not blame the others for a holder that has ended", () => {
    const script = new Script().start(0, 1).take(0, 0).state(0, "terminated", { result: "returned" }).block(1, 0);
    expect(cyclesAfter(script)).toEqual([]);
  });

  it("agrees with the detection algorithm of Silberschatz, ch. 8.6.2, on resources with several units", () => {
    const load = fc.integer({ min: 1, max: 3 }).chain((kinds) =>
      fc.record({
        free: fc.array(fc.nat(2), { minLength: kinds, maxLength: kinds }),
        tasks: fc.array(
          fc.record({
            holds: fc.array(fc.nat(2), { minLength: kinds, maxLength: kinds }),
            asks: fc.option(fc.record({ of: fc.nat(kinds - 1), amount: fc.integer({ min: 1, max: 4 }) }), {
              nil: undefined,
            }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
      }),
    );
    fc.assert(
      fc.property(load, ({ free, tasks }) => {
        const capacities = free.map((units, kind) => tasks.reduce((sum, task) => sum + (task.holds[kind] ?? 0), units));
        // Nobody asks for more than there is: such a wait is hopeless from the start and no question of detection.
        const asks = tasks.map(({ asks: ask }) =>
          ask !== undefined && ask.amount <= (capacities[ask.of] ?? 0) && ask.amount > (free[ask.of] ?? 0)
            ? ask
            : undefined,
        );
        const script = new Script().start(...tasks.keys());
        tasks.forEach(({ holds }, task) => {
          holds.forEach((amount, kind) => {
            if (amount > 0) script.take(task, kind, amount);
          });
        });
        asks.forEach((ask, task) => {
          if (ask !== undefined) script.block(task, ask.of, { amount: ask.amount });
        });
        expect(stuckAfter(script, capacities)).toEqual(
          detect(
            free,
            tasks.map((task) => task.holds),
            asks,
          ),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

/** Work and Finish, as in the book. */
function detect(
  available: readonly number[],
  allocation: readonly (readonly number[])[],
  request: readonly ({ readonly of: number; readonly amount: number } | undefined)[],
): number[] {
  const work = [...available];
  const finish = allocation.map(() => false);
  for (;;) {
    const next = allocation.findIndex((_, task) => {
      const ask = request[task];
      return !finish[task] && (ask === undefined || ask.amount <= (work[ask.of] ?? 0));
    });
    if (next < 0) return [...finish.keys()].filter((task) => !finish[task]);
    finish[next] = true;
    allocation[next]?.forEach((amount, kind) => {
      work[kind] = (work[kind] ?? 0) + amount;
    });
  }
}

describe("deadlock watch", () => {
  it("tells the cycle at the very event that closes it, and only there", () => {
    const watch = createDeadlockWatch(() => 1);
    const told = abba().events.map((event) => watch.observe(event));
    expect(told.slice(0, -1).every((cycle) => cycle === undefined)).toBe(true);
    expect(told.at(-1)).toEqual([
      { task: 1, resource: 0, holder: 0, site: 3 },
      { task: 0, resource: 1, holder: 1, site: 1 },
    ]);
    expect(watch.closed()).toHaveLength(1);
  });

  it("takes a cycle back when one of its tasks goes on, because anybody may release in JavaScript", () => {
    const watch = createDeadlockWatch(() => 1);
    for (const event of abba().events) watch.observe(event);
    const rescue = new Script().release(2, 0, 1, 0).state(1, "ready").take(1, 0).state(1, "running");
    for (const event of rescue.events) watch.observe(event);
    expect(watch.closed()).toEqual([]);
  });

  it("sees a cycle that closes when a waiting task is handed a lock", () => {
    const watch = createDeadlockWatch(() => 1);
    // Task 1 joins task 0 while its request for lock 0 is pending; it gets the lock, then task 0 wants it back.
    const script = new Script().start(0, 1).take(0, 0);
    script.add({ kind: "request", resource: 0, mode: "exclusive", amount: 1 }, { task: 1, thread: 0 }).join(1, [0]);
    script.release(0, 0);
    script.add({ kind: "request", resource: 0, mode: "exclusive", amount: 1 }, { task: 0, thread: 0 });
    script.state(0, "blocked", { wait: { kind: "acquire", resource: 0, text: "lock 0" } });
    script.take(1, 0);
    const told = script.events.map((event) => watch.observe(event));
    expect(told.filter((cycle) => cycle !== undefined)).toHaveLength(1);
    expect(told.at(-1)?.map((edge) => edge.task)).toEqual([1, 0]);
  });
});
