// The agent through which the kernel runs a virtual thread: its code's start, the turns of its loop, and its natural end.

import type { Agent, AgentStatus, Segment } from "../kernel/agent";
import { TICKS_PER_MILLISECOND } from "../machine";
import { COUNTS_NAME, PROBE_NAME, SEEN_NAME, UNIT_PARAMETERS } from "../runtime/abi";
import { HaltSignal } from "../runtime/halt";
import { jobOf } from "../runtime/job";
import { createProbes } from "../runtime/probes";
import { SUSPENDED } from "../runtime/suspension";
import { traitsOf } from "../scheduling/settings";
import type { Environment } from "./environment";
import type { Life } from "./thread-life";
import type { ThreadOptions } from "./thread-options";
import { milliseconds, type ThreadRealm } from "./thread-realm";
import { idleWait } from "./thread-texts";

/** What the bootstrap of a CommonJS process costs: its loop clock is that much behind when the script starts. */
const BOOTSTRAP_MILLISECONDS = 1;

export interface ThreadAgent {
  readonly agent: Agent;
  /** The thread has ended: its timer is not waited for any more. */
  cancelTimer(): void;
  /** Makes it as it was at first, for a unit whose text may `onlyCall` what it is given. */
  renew(onlyCalls: boolean): void;
}

export function createAgent(
  realm: ThreadRealm,
  environment: Environment,
  life: Life,
  options: ThreadOptions,
): ThreadAgent {
  const { world, recorder, suspensions, tasks, jobs, loop } = realm;
  const { kernel, input, program } = world;
  let cancelTimer: (() => void) | undefined;
  /** What the main module gave. */
  let started: unknown;
  const values: unknown[] = UNIT_PARAMETERS.map(() => undefined);

  /** A step of the thread: what it was asked to do, then its jobs, unless that threw (`InternalCallbackScope::Close`); as far as it gets. */
  function segment(run: () => unknown): void {
    realm.threw = false;
    try {
      if (run() !== SUSPENDED && !abandoned() && (realm.threw || jobs.drain() !== SUSPENDED)) {
        abandoned();
        if (realm.threw) loop.failed();
        return;
      }
      suspensions.settled();
    } catch (error) {
      if (!(error instanceof HaltSignal)) throw error;
      life.settle(error);
    }
  }

  /** A call was suspended, but code that cannot be, for example of a library, stood between it and the event loop. */
  function abandoned(): boolean {
    if (suspensions.isLeaving()) realm.halt({ kind: "suspension", site: realm.site, what: "shared memory" });
    return false;
  }

  const makeProbes = () =>
    createProbes({
      realm,
      scenario: input.scenario,
      limits: input.machine.limits,
      reused: options.reused,
      builtin: environment.builtin,
      provide: environment.provide,
      module: environment.module,
      opaque: environment.opaque,
      main(kind, body) {
        if (kind === "cjs") loop.setBehind(BOOTSTRAP_MILLISECONDS);
        started = environment.main(kind, body);
      },
    });

  function startUnit(): void {
    const unit = options.unit === undefined ? undefined : program.unit(options.unit);
    if (!options.isMain) {
      recorder.effect(() => options.online?.());
      loop.startInPoll();
    }
    if (unit === undefined) {
      const message = `Cannot find module '${options.asked}'`;
      realm.limit(`${message}: it is not part of the simulated program`);
      segment(() => life.fail(Object.assign(new Error(message), { code: "MODULE_NOT_FOUND" })));
      return;
    }
    realm.probes ??= makeProbes();
    const own = realm.probes;
    for (const { name, index } of unit.mentions) {
      if (name === PROBE_NAME) values[index] = own;
      else if (name === COUNTS_NAME) values[index] = realm.pulse.counts;
      else values[index] = name === SEEN_NAME ? realm.pulse.seen : environment.global(name);
    }
    segment(() =>
      realm.guarded(() => {
        environment.begin();
        Reflect.apply(unit.factory, undefined, values);
        return started;
      }),
    );
  }

  /** The loop is empty: `beforeExit` may fill it again, `exit` cannot. */
  function leave(): void {
    const { process } = environment;
    segment(() => realm.guarded(() => void process.emit("beforeExit", environment.exitCode())));
    if (life.stage() === "ended") return;
    if (loop.isAlive()) {
      loop.revive();
      return;
    }
    segment(() => {
      // A main module that still awaits exits with 13; its `exit` listeners are told the code before that.
      const announced = process.exitCode() ?? 0;
      const final = environment.exitCode();
      if (final !== 0) process.setExitCode(final);
      realm.guarded(() => process.emitExit(announced));
      life.finish(process.exitCode() ?? 0, "exited", true);
    });
  }

  /** The event loop's next callback, or its end. */
  function turn(now: number): void {
    const job = loop.next(milliseconds(now));
    if (job === "ended") leave();
    else if (job !== undefined) {
      segment(() =>
        suspensions.bracket(
          () => realm.runJob(jobOf(job.context, job.run)),
          () => job.after?.(),
        ),
      );
    }
  }

  function armTimer(): void {
    const expiry = loop.nextExpiry();
    recorder.effect(() => {
      cancelTimer?.();
      cancelTimer = undefined;
      if (expiry === undefined || life.stage() === "ended") return;
      cancelTimer = kernel.at(expiry * TICKS_PER_MILLISECOND, () => kernel.wake(options.thread));
    });
  }

  const isSuspended = (): boolean => suspensions.state() !== "none";

  const agent: Agent = {
    thread: options.thread,
    traits: traitsOf(input.machine.scheduling.threads, options.name),
    process: options.process,
    status(now): AgentStatus {
      if (life.stage() === "ended") return { kind: "exited", because: life.end() };
      if (world.limit !== undefined)
        return { kind: "idle", wait: { kind: "event-loop", text: "the run was stopped" }, alive: true };
      const stopped = suspensions.wait();
      if (stopped !== undefined) return { kind: "idle", wait: stopped, alive: true };
      if (suspensions.state() === "ready" || life.stage() === "new" || loop.isReady(milliseconds(now))) return READY;
      return { kind: "idle", wait: idleWait(realm), alive: loop.isAlive() };
    },
    runSegment(now): Segment {
      recorder.begin(now);
      if (suspensions.state() === "ready") {
        // The rest of a job: no new fuel.
        tasks.goOn();
        segment(() => suspensions.resume());
        armTimer();
        return recorder.end();
      }
      realm.pulse.beginJob();
      if (life.stage() === "new") {
        life.begin();
        startUnit();
      } else {
        turn(now);
      }
      // Finding that nothing is left is no job of its own: the burst ends with the last one.
      if (
        life.stage() === "loop" &&
        !isSuspended() &&
        realm.halted === undefined &&
        world.limit === undefined &&
        !loop.isAlive()
      )
        turn(now);
      armTimer();
      return recorder.end();
    },
  };
  return {
    agent,
    cancelTimer: () => cancelTimer?.(),
    renew(onlyCalls) {
      cancelTimer = undefined;
      started = undefined;
      realm.probes?.renew(onlyCalls);
    },
  };
}

const READY: AgentStatus = { kind: "ready" };
