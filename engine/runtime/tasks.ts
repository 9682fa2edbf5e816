// Tasks of one thread: which coroutine belongs to which task, which task runs now, and the state changes that follow. Long because its steps share one state.

import type { Ticks } from "../machine";
import type { SiteId } from "../scenario";
import type { Job, JobContext, Runnable } from "./job";
import type { State, TaskId, TaskInfo, ThreadId, Wait } from "../trace/trace";
import { COUNTS, type Pulse } from "./pulse";
import type { Recorder } from "./recorder";
import { passOn, SUSPENDED, type Suspensions } from "./suspension";
import { letGo, type PromiseRecord, type Reaction } from "./promise-record";

/** One call of an async function. A coroutine of user code belongs to a task; one of a library does not. */
export interface Coroutine {
  task: Task | undefined;
  /** Its result. */
  promise: PromiseRecord | undefined;
  /** The promise at which it is suspended. */
  awaiting: PromiseRecord | undefined;
  /** Where it is suspended. */
  awaitSite: SiteId | undefined;
  /** It runs a callback for its task while the task's own code waits at an `await`. */
  guest: boolean;
  /** A probe has said that it is user code. */
  user: boolean;
}

export interface Task {
  readonly id: TaskId;
  readonly thread: ThreadId;
  readonly kind: TaskInfo["kind"];
  readonly parent: Task | undefined;
  name: string;
  site: SiteId | undefined;
  state: State;
  /** Its unfinished coroutines, outermost first. */
  readonly frames: Coroutine[];
  /** How often it is on the thread's call stack. */
  depth: number;
  /** The line it is at. */
  at: SiteId | undefined;
  /** What its thread, stopped in the middle of its synchronous code, waits for. */
  stopped: Wait | undefined;
  result: "returned" | "threw" | "killed" | undefined;
  /** Who held what it waits for when its thread ended: a thread gives its locks back then, and the task waits all the same. */
  heldAtEnd: readonly TaskId[] | undefined;
}

/** Values of `AsyncLocalStorage` by storage. */
export type AsyncStore = ReadonlyMap<object, unknown>;

export const EMPTY_STORE: AsyncStore = new Map();
export const NO_CONTEXT: JobContext = { task: undefined, waker: undefined, store: EMPTY_STORE };

export interface TaskHost {
  readonly thread: ThreadId;
  readonly suspensions: Suspensions;
  readonly recorder: Pick<Recorder, "recording" | "emit" | "count" | "countTwo">;
  readonly pulse: Pulse;
  /** The id of the next task of the run. */
  nextId(): TaskId;
  /** Enters a task into the world's table. */
  register(task: Task): void;
  nameOf(site: SiteId | undefined): string;
  /** What a suspended coroutine waits for, in words. */
  describeWait(coroutine: Coroutine, task: Task): Wait;
}

interface StateEvent {
  at: Ticks;
  readonly kind: "task-state";
  readonly to: State;
  readonly thread: ThreadId;
  readonly task: TaskId;
  site?: SiteId;
  wait?: Wait;
  wokenBy?: TaskId;
  result?: "returned" | "threw" | "killed";
}

export interface TaskTracker {
  /** The task whose user code is on the stack now. */
  current(): Task | undefined;
  /** Whose behalf new jobs and operations act on: the running task, or the one that queued the running job. */
  owner(): Task | undefined;
  waker(): Task | undefined;
  store(): AsyncStore;
  setStore(store: AsyncStore): void;
  /** The last line that a probe or the code's own count reported. */
  line(): SiteId | undefined;
  goTo(line: SiteId | undefined): void;
  /** Notes in whose name a reaction will run. */
  remember(reaction: Reaction): void;
  /** What to remember when a job is queued. */
  capture(): JobContext;
  /** Runs a queued job in its context. */
  runJob(job: Job): unknown;
  /**
   * Runs a callback for a task, inside the running job: `mutex.runExclusive(callback)`. `continues`: the task awaits it on the
   * spot, so that what the callback starts is part of the task even where it begins inside the call.
   */
  runFor<T>(task: Task | undefined, callback: () => T, continues?: boolean): T;
  /** A task for work that is handed over and not awaited on the spot: it is blocked at `until` while nobody runs it. */
  handOver(name: string, until: PromiseRecord): Task;
  /** Says where a handed-over task is, after the call that handed it over. */
  rest(task: Task): void;
  /** The work that was handed over is done. */
  handBack(task: Task): void;
  /** Runs a unit's top level as a task of its own; the coroutine it may start belongs to that task. */
  runModule(name: string, body: () => unknown): unknown;
  /** Every probe calls it: user code runs, so some task does. */
  ensure(site: SiteId): Task;
  /** Whether the next statement changes nothing here but the line. */
  isUnderWay(): boolean;
  /** The next async call is awaited on the spot. */
  setDirect(direct: boolean): void;
  isDirect(): boolean;
  /** An async function's code starts; `code` runs up to its first `await`. */
  start(coroutine: Coroutine, code: Runnable): unknown;
  /** Says that the running coroutine is user code. */
  promote(site: SiteId): void;
  /** A generator's code goes on for whoever asked for its next value. */
  lend(coroutine: Coroutine, body: () => void): void;
  /** A generator has given a value and stops until the next is asked for. */
  park(coroutine: Coroutine): void;
  finish(coroutine: Coroutine, result: "returned" | "threw"): void;
  running(): Coroutine | undefined;
  /** The promise at which a coroutine is suspended has settled. */
  wake(coroutine: Coroutine): void;
  /**
   * The running coroutine awaits, at `site`, what has settled already, and nothing is queued before it. Where nothing else is on
   * the stack either, its task leaves and comes back at once; elsewhere it has to queue, and this gives nothing.
   */
  comeBack(site: SiteId | undefined): Coroutine | undefined;
  /** The running task's synchronous code waits, and the whole thread with it. */
  block(wait: Wait): void;
  /** That wait is over. */
  unblock(by: Task | undefined): void;
  /** The thread has the CPU again and goes on where it was blocked. */
  goOn(): void;
  all(): readonly Task[];
  /** The thread has ended: whatever it had not finished is terminated. */
  killAll(): void;
  /** Makes it as it was at first. */
  renew(): void;
}

export function createCoroutine(): Coroutine {
  return { task: undefined, promise: undefined, awaiting: undefined, awaitSite: undefined, guest: false, user: false };
}

export function createTaskTracker(host: TaskHost): TaskTracker {
  let tasks: Task[] = [];
  const { bracket, defer } = host.suspensions;
  const { recording } = host.recorder;
  const { counts, pause } = host.pulse;
  /** The last line that was reached. */
  let site: SiteId | undefined;
  let current: Task | undefined;
  let context = NO_CONTEXT;
  let store: AsyncStore = EMPTY_STORE;
  let running: Coroutine | undefined;
  /** The queued job that runs. */
  let job: Job | undefined;
  let direct = false;
  let moduleTask: Task | undefined;
  /** Handed-over tasks, each with the frame at which it waits for whoever runs it. */
  const handedOver = new Map<Task, Coroutine>();
  /** Tasks that have begun to run, outermost level of the call stack first. */
  const entered: Task[] = [];

  /** What the code has counted for itself: the line of the running task. */
  const catchUp = () => {
    const line = counts[COUNTS.line] ?? -1;
    if (line < 0) return;
    counts[COUNTS.line] = -1;
    site = line;
    if (current !== undefined) current.at = line;
  };

  const setDirect = (value: boolean) => {
    direct = value;
    if (value) pause();
  };

  const report = (task: Task, to: State, wait?: Wait, wokenBy?: TaskId, result?: Task["result"]) => {
    catchUp();
    task.state = to;
    if (!recording) {
      host.recorder.count();
      return;
    }
    const event: StateEvent = { at: 0, kind: "task-state", to, thread: task.thread, task: task.id };
    if (task.at !== undefined) event.site = task.at;
    if (wait !== undefined) event.wait = wait;
    if (wokenBy !== undefined) event.wokenBy = wokenBy;
    if (result !== undefined) event.result = result;
    host.recorder.emit(event);
  };

  /** The task can go on; whoever made that so is named. */
  const wakeUp = (task: Task, waker: Task | undefined) =>
    report(task, "ready", undefined, waker === undefined || waker === task ? undefined : waker.id);

  const create = (kind: Task["kind"], parent: Task | undefined, site: SiteId | undefined, name: string): Task => {
    const task: Task = {
      id: host.nextId(),
      thread: host.thread,
      kind,
      parent,
      name,
      site,
      state: "new",
      frames: [],
      depth: 0,
      at: site,
      stopped: undefined,
      result: undefined,
      heldAtEnd: undefined,
    };
    host.register(task);
    tasks.push(task);
    report(task, "new");
    return task;
  };

  /** The state of a task that has left the CPU. */
  const settle = (task: Task) => {
    if (task.state === "terminated") return;
    if (task.depth > 0) {
      report(task, "ready");
      return;
    }
    const top = task.frames[task.frames.length - 1];
    if (top === undefined) {
      report(task, "terminated", undefined, undefined, task.result ?? "returned");
      return;
    }
    task.at = top.awaitSite ?? task.at;
    if (top.awaiting === undefined || top.awaiting.state !== "pending") report(task, "ready");
    else report(task, "blocked", recording ? host.describeWait(top, task) : undefined);
  };

  const switchTo = (task: Task | undefined) => {
    if (task === current) return;
    catchUp();
    pause();
    const from = current;
    current = task;
    if (from !== undefined) settle(from);
    if (task === undefined) return;
    if (task.state === "blocked") wakeUp(task, context.waker);
    report(task, "running");
  };

  const enterTask = (task: Task) => {
    entered.push(task);
    task.depth++;
    switchTo(task);
  };

  /** Ends a level of the call stack, and what began inside it. */
  const leave = (mark: number, before: Task | undefined, runningBefore: Coroutine | undefined) => {
    while (entered.length > mark) {
      const inner = entered.pop();
      if (inner !== undefined) inner.depth--;
    }
    running = runningBefore;
    switchTo(before);
  };

  /** One level of the call stack: what begins inside it, by `enterTask`, ends with it. */
  const level = <T>(coroutine: Coroutine | undefined, task: Task | undefined, body: Runnable<T>): T => {
    const before = current;
    const runningBefore = running;
    const mark = entered.length;
    running = coroutine;
    let result: T;
    try {
      if (task !== undefined) enterTask(task);
      result = body.run();
    } catch (error) {
      leave(mark, before, runningBefore);
      throw error;
    }
    if (isSuspended(result)) {
      defer((inner) => {
        leave(mark, before, runningBefore);
        return passOn(inner);
      });
    } else leave(mark, before, runningBefore);
    return result;
  };

  /** The first line of its own that a task runs says what it is. */
  const knowPlace = (task: Task, site: SiteId) => {
    if (task.site !== undefined) return;
    task.site = site;
    if (handedOver.has(task)) task.name = host.nameOf(site);
  };

  const live = (task: Task | undefined): Task | undefined =>
    task !== undefined && task.state !== "terminated" ? task : undefined;

  const unframe = (coroutine: Coroutine) => {
    const frames = coroutine.task?.frames;
    if (frames === undefined) return;
    if (frames[frames.length - 1] === coroutine) {
      frames.pop();
      return;
    }
    const index = frames.indexOf(coroutine);
    if (index >= 0) frames.splice(index, 1);
  };

  const tracker: TaskTracker = {
    current: () => current,
    owner: () => current ?? live(context.task),
    waker: () => current ?? context.waker,
    store: () => store,
    setStore(next) {
      store = next;
    },
    line() {
      catchUp();
      return site;
    },
    goTo(line) {
      catchUp();
      site = line;
    },
    remember(reaction) {
      reaction.task = current ?? live(context.task);
      reaction.store = store;
    },
    capture: () => ({ task: tracker.owner(), waker: tracker.waker(), store }),

    runJob(next) {
      const contextBefore = context;
      const storeBefore = store;
      const directBefore = direct;
      context = next;
      job = next;
      store = next.store;
      direct = false;
      const { coroutine } = next;
      let result: unknown;
      try {
        if (coroutine === undefined) result = level(undefined, undefined, next);
        else {
          coroutine.awaiting = undefined;
          result = level(coroutine, live(coroutine.task), next);
        }
      } finally {
        if (result !== SUSPENDED) {
          context = contextBefore;
          store = storeBefore;
          setDirect(directBefore);
        }
      }
      if (result === SUSPENDED) {
        defer((inner) => {
          context = contextBefore;
          store = storeBefore;
          setDirect(directBefore);
          return passOn(inner);
        });
      }
      return result;
    },

    runFor(task, callback, continues = false) {
      const saved = { context, direct, current };
      context = { task, waker: tracker.waker(), store };
      setDirect(continues && current === task);
      // A callback of another task's on top of this one's code, for example the next job of a queue.
      if (current !== task) switchTo(undefined);
      try {
        return level(undefined, undefined, { run: callback });
      } finally {
        context = saved.context;
        setDirect(saved.direct);
        switchTo(saved.current);
      }
    },

    handOver(name, until) {
      const task = create("call", tracker.owner(), undefined, name);
      const place = createCoroutine();
      place.task = task;
      place.awaiting = until;
      task.frames.push(place);
      handedOver.set(task, place);
      return task;
    },

    rest(task) {
      if (task.state === "new" && task.depth === 0) settle(task);
    },

    handBack(task) {
      const place = handedOver.get(task);
      if (place !== undefined) unframe(place);
      handedOver.delete(task);
      if (task.depth === 0 && task.frames.length === 0) settle(task);
    },

    runModule(name, body) {
      const task = create("module", undefined, undefined, name);
      moduleTask = task;
      return bracket(
        () => level(undefined, task, { run: body }),
        () => {
          moduleTask = undefined;
          direct = false;
        },
      );
    },

    ensure(site) {
      moduleTask = undefined;
      if (current === undefined) {
        enterTask(live(context.task) ?? create("callback", context.task, site, host.nameOf(site)));
      }
      const task = current;
      if (task === undefined) throw new Error("[engine bug] no task after one was ensured");
      task.at = site;
      knowPlace(task, site);
      return task;
    },

    isUnderWay: () => current?.site !== undefined && moduleTask === undefined && !direct,

    setDirect,
    isDirect: () => direct,

    start(coroutine, code) {
      if (moduleTask !== undefined) {
        coroutine.task = moduleTask;
        moduleTask.frames.push(coroutine);
        moduleTask = undefined;
      }
      return level(coroutine, undefined, code);
    },

    promote(site) {
      const coroutine = running;
      if (coroutine === undefined || coroutine.task !== undefined) {
        tracker.ensure(site);
        direct = false;
        return;
      }
      coroutine.user = true;
      const inherited = live(context.task);
      if (current !== undefined && direct) {
        coroutine.task = current;
      } else if (
        current === undefined &&
        inherited !== undefined &&
        inherited.depth === 0 &&
        !inherited.frames.some((frame) => frame.guest)
      ) {
        coroutine.task = inherited;
        coroutine.guest = true;
      } else {
        const parent = current ?? context.task;
        const called = current !== undefined || inherited !== undefined;
        coroutine.task = create(called ? "call" : "callback", parent, site, host.nameOf(site));
      }
      direct = false;
      const task = coroutine.task;
      task.frames.push(coroutine);
      task.at = site;
      knowPlace(task, site);
      if (task !== current) enterTask(task);
    },

    lend(coroutine, body) {
      coroutine.awaiting = undefined;
      const task = coroutine.user ? tracker.owner() : undefined;
      coroutine.task = task;
      task?.frames.push(coroutine);
      setDirect(true);
      level(coroutine, task === current ? undefined : task, { run: body });
      direct = false;
    },

    park(coroutine) {
      unframe(coroutine);
      coroutine.task = undefined;
    },

    finish(coroutine, result) {
      const task = coroutine.task;
      if (task === undefined) return;
      if (task.frames[0] === coroutine) task.result = result;
      unframe(coroutine);
      // It may end while nothing of it is on the stack: its last call returned another's promise.
      if (task.depth === 0 && task.frames.length === 0) settle(task);
    },

    running: () => running,

    wake(coroutine) {
      const task = coroutine.task;
      if (task === undefined || task.state !== "blocked") return;
      wakeUp(task, tracker.waker());
    },

    comeBack(at) {
      const coroutine = running;
      const own = job;
      if (coroutine === undefined || own?.coroutine !== coroutine || context !== own) return undefined;
      const task = coroutine.task;
      if (task !== current || entered.length !== (task === undefined ? 0 : 1)) return undefined;
      if (task !== undefined && task.frames[task.frames.length - 1] !== coroutine) return undefined;
      if (!host.pulse.spend()) return undefined;
      if (task === undefined) own.task = live(own.task);
      else if (own.task !== task || own.waker !== task) {
        own.task = task;
        own.waker = task;
      }
      if (own.store !== store) own.store = store;
      direct = false;
      coroutine.awaiting = undefined;
      coroutine.awaitSite = at;
      counts[COUNTS.line] = -1;
      site = coroutine.user ? at : undefined;
      if (task === undefined) return coroutine;
      if (at !== undefined) task.at = at;
      if (recording) {
        report(task, "ready");
        report(task, "running");
      } else host.recorder.countTwo();
      return coroutine;
    },

    block(wait) {
      if (current === undefined) return;
      current.stopped = wait;
      report(current, "blocked", wait);
    },

    unblock(by) {
      if (current?.stopped === undefined) return;
      current.stopped = undefined;
      wakeUp(current, by);
    },

    goOn() {
      if (current?.state === "ready") report(current, "running");
    },

    all: () => tasks,

    killAll() {
      current = undefined;
      for (const task of tasks) {
        if (task.state === "terminated") continue;
        task.depth = 0;
        report(task, "terminated", undefined, undefined, "killed");
      }
    },

    renew() {
      for (const { frames } of tasks) for (const frame of frames) letGo(frame);
      tasks = [];
      current = undefined;
      context = NO_CONTEXT;
      job = undefined;
      store = EMPTY_STORE;
      running = undefined;
      direct = false;
      moduleTask = undefined;
      handedOver.clear();
      if (entered.length > 0) entered.length = 0;
      site = undefined;
    },
  };
  return tracker;
}

function isSuspended(result: unknown): boolean {
  return result === SUSPENDED;
}
