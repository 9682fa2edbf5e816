// What instrumented code calls: cost, fuel, tasks, await sites, names. One object per virtual thread.

import { createElementAccess } from "../platform/element-access";
import { createLibraryProbes } from "../probes/library";
import type { Realm } from "../platform/realm";
import type { RunLimits } from "../machine";
import type { Scenario, SiteId } from "../scenario";
import type { Probes } from "./abi";
import { AwaitValue, forAwait, runAsyncGenerator, yieldStar } from "./async-generator";
import { type CoroutineHost, runAsync, runCaller, runSuspendable } from "./coroutine";
import type { PromiseRecord } from "./promise-record";
import { callerFor } from "./callers";
import { createKeptClasses } from "./kept-classes";
import { MODULE_HELPERS } from "./module-helpers";
import { COUNTS, eventsOfOneJob } from "./pulse";
import { isSuspendable } from "./suspendable";
import { MAX_BULK_BYTES, weigh } from "./weigh";
import { PASS } from "./suspension";
import { get, isCallable, isObject } from "./values";

export interface ProbesInput {
  readonly realm: Realm;
  readonly scenario: Scenario;
  readonly limits: RunLimits;
  /** Whether another run may have them, too. */
  readonly reused: boolean;
  readonly builtin: (name: string) => unknown;
  readonly provide: (name: string, module: unknown) => void;
  readonly module: (path: string, load: () => unknown) => void;
  readonly opaque: (name: string, reason: string | undefined) => unknown;
  readonly main: (kind: "esm" | "cjs", body: () => unknown) => void;
}

/** A `Probes` that also knows when a new job begins. */
export interface ThreadProbes extends Probes {
  /** One of its microtasks: one unit of fuel, since code without probes can queue them for ever. */
  microtask(): void;
  /** Whether a function can be suspended, if its caller announces that. */
  maySuspend(callback: object): boolean;
  /** Takes fuel without a statement. */
  burn(units: number): void;
  /** Whether the program has functions that can be suspended. */
  canStop(): boolean;
  /** Makes it as it was at first, for another run of the same program, whose text may `onlyCall` what it is given. */
  renew(onlyCalls: boolean): void;
}

export function createProbes(input: ProbesInput): ThreadProbes {
  const { realm, limits, scenario } = input;
  const { tasks, recorder, suspensions } = realm;
  /** Some function of the unit can be suspended. */
  let suspendable = false;
  const kept = createKeptClasses();
  const known = new WeakMap<object, boolean>();
  let given: unknown;
  let awaitSite: SiteId | undefined;
  let awaited: PromiseRecord | undefined;
  const { pulse } = realm;
  const enough = eventsOfOneJob(limits);
  const { counts } = pulse;
  const { recording } = recorder;

  const host: CoroutineHost = {
    promises: realm.promises,
    tasks,
    suspensions,
    takePassed() {
      const value = given;
      given = undefined;
      return value;
    },
    takeAwaitSite() {
      const site = awaitSite ?? realm.site;
      awaitSite = undefined;
      return site;
    },
    takeAwaited() {
      const record = awaited;
      awaited = undefined;
      return record;
    },
    comeBack(site) {
      if (suspendable || !realm.jobs.isNext() || realm.halted !== undefined) return false;
      if (recorder.events() >= enough) return false;
      const coroutine = tasks.comeBack(site);
      if (coroutine === undefined) return false;
      if (realm.userCode !== coroutine.user) realm.userCode = coroutine.user;
      if (coroutine.user && !pulse.counting() && tasks.isUnderWay()) proceed();
      return true;
    },
    resumed(coroutine) {
      realm.userCode = coroutine.user;
      if (!coroutine.user) return;
      realm.site = coroutine.awaitSite;
      if (tasks.isUnderWay()) proceed();
    },
  };
  const elements = createElementAccess(realm);
  const library = createLibraryProbes(realm, scenario);

  const burn = (site: SiteId) => {
    realm.check();
    realm.site = site;
    realm.userCode = true;
    if (suspendable) unannounced();
    if (!pulse.burn(1)) realm.halt({ kind: "fuel", site });
    bounded();
  };

  /** Nothing changes by the next statements but numbers: their code may count for itself. */
  const proceed = () => {
    if (!suspendable && recorder.events() <= enough) pulse.proceed();
  };

  /** A call or a turn of a loop that the code has counted before it asked. */
  const turned = (site: SiteId) => {
    counts[COUNTS.turns] = (counts[COUNTS.turns] ?? 0) - 1;
    burn(site);
  };

  /** A step that is nothing but a turn, for code that counts for itself. */
  const passed = (site: SiteId): boolean => {
    if (!pulse.turn()) return false;
    counts[COUNTS.line] = site;
    return true;
  };

  const called = (site: SiteId, depth: number) => {
    turned(site);
    tasks.setDirect(false);
    tasks.ensure(site);
    if (depth > limits.maxDepth) realm.halt({ kind: "depth", site });
    proceed();
  };

  /**
   * What one job has recorded alone is far beyond the bound of the run: the kernel will say so, and nothing more needs to be kept for it.
   * Not at once, since an endless loop that records much had better meet its own bound, which names its line.
   */
  const bounded = () => {
    if (recorder.events() > enough) realm.halt({ kind: "killed" });
  };

  /** User code goes on: nobody took up the last announcement, and nobody may have been left in a suspended call. */
  const unannounced = () => {
    suspensions.forget();
    if (suspensions.isLeaving()) realm.halt({ kind: "suspension", site: realm.site, what: "shared memory" });
  };

  const costOf = (site: SiteId, cost: unknown): number => {
    if (typeof cost === "number" && 0 <= cost && cost <= limits.maxTime) return Math.round(cost);
    const place = scenario.sites[site];
    realm.limit(`the \`@cost\` on line ${(place?.line ?? 0) + 1} is no number of ticks; the statement costs one tick`);
    return 1;
  };

  const announce = (callee: unknown) => {
    if (callee === 0 || (isCallable(callee) && isSuspendable(callee, known))) suspensions.announce();
    else suspensions.forget();
  };

  const probes: ThreadProbes = {
    canStop: () => suspendable,
    maySuspend: (callback) => suspendable && isSuspendable(callback, known),
    burn: (units) => void pulse.burn(units),
    microtask() {
      bounded();
      if (!pulse.burn(1)) realm.halt({ kind: "fuel", site: realm.site });
    },
    t(site, cost) {
      burn(site);
      recorder.tick(cost === undefined ? 1 : costOf(site, cost));
      tasks.setDirect(false);
      const task = tasks.ensure(site);
      if (pulse.report(site)) {
        if (recording) recorder.emit({ at: 0, kind: "task-at", thread: realm.thread, task: task.id, site });
        else recorder.count();
      }
      proceed();
    },
    l(site) {
      turned(site);
      pulse.pause();
    },
    f: (site) => called(site, (counts[COUNTS.depth] ?? 0) + 1),
    g: (site) => called(site, counts[COUNTS.depth] ?? 0),
    af(site) {
      burn(site);
      tasks.promote(site);
    },
    p(site, value) {
      if (!passed(site)) {
        burn(site);
        tasks.ensure(site);
        tasks.setDirect(false);
      }
      given = value;
      if (isObject(value)) {
        awaited = realm.promises.promiseResolve(value);
        if (awaited.state === "fulfilled" && host.comeBack(site)) {
          given = awaited.value;
          awaited.handled = true;
          awaited = undefined;
          return true;
        }
      } else if (host.comeBack(site)) return true;
      awaitSite = site;
      return false;
    },
    r: host.takePassed,
    a(site, value) {
      if (!passed(site)) {
        burn(site);
        tasks.ensure(site);
        tasks.setDirect(false);
      }
      awaitSite = site;
      return value;
    },
    d(site) {
      if (!passed(site)) {
        burn(site);
        tasks.ensure(site);
      }
      tasks.setDirect(true);
    },
    d1(site, argument) {
      if (!passed(site)) {
        burn(site);
        tasks.ensure(site);
      }
      tasks.setDirect(true);
      return argument;
    },
    n(site, value, owner) {
      if (pulse.turn()) realm.site = site;
      else burn(site);
      if (isObject(value)) library.named(site, value, isObject(owner) ? owner : undefined);
      return value;
    },
    w(value) {
      realm.world.bulkBytes += weigh(value);
      if (realm.world.bulkBytes > MAX_BULK_BYTES) realm.halt({ kind: "memory", site: realm.site });
      return value;
    },
    c: (callee) => announce(callee),
    c1(callee, argument) {
      announce(callee);
      return argument;
    },
    m(value) {
      suspensions.forget();
      given = value;
      return PASS;
    },
    ld(site, stops, array, key) {
      burn(site);
      return elements.load(site, stops, array, key);
    },
    st(site, stops, array, key, value) {
      burn(site);
      return elements.store(site, stops, array, key, value);
    },
    inc(site, stops, by, prefix, array, key) {
      burn(site);
      return elements.increment(site, stops, by, prefix, array, key);
    },
    bf: () => undefined,
    hof(receiver, name, args) {
      const caller = suspensions.isInterruptible() ? callerFor(receiver, name, args) : undefined;
      if (caller !== undefined) return runCaller(host, caller);
      const method = receiver === undefined || receiver === null ? undefined : get(Object(receiver), name);
      if (!isCallable(method)) throw new TypeError(`${name} is not a function`);
      announce(method);
      return Reflect.apply(method, receiver, args);
    },
    suspendable: (self, args, body) => runSuspendable(host, self, args, body),
    prim: (_site, constructor, primitive) => library.userClass(constructor, primitive),
    async: (self, args, body) => runAsync(host, self, args, body),
    asyncGenerator: (self, args, body) => runAsyncGenerator(host, self, args, body),
    yieldStar: (value) => yieldStar(host, value),
    forAwait: (source) => forAwait(host, source),
    awaitValue: AwaitValue,
    builtin: input.builtin,
    provide: input.provide,
    module: input.module,
    opaque: (name, reason) => input.opaque(name, reason),
    keep: input.reused ? kept.of : (make) => make(),
    helpers: MODULE_HELPERS,
    lib: (name, namespace) => library.wrap(name, namespace),
    main(kind, body, suspends) {
      suspendable = suspends === true;
      input.main(kind, body);
    },
    renew(onlyCalls) {
      kept.renew(onlyCalls);
      suspendable = false;
      given = undefined;
      awaitSite = undefined;
      awaited = undefined;
    },
  };
  return input.reused ? closed(probes) : probes;
}

/** The program can reach its probes, and the next run shall not find what it leaves there. */
function closed(probes: ThreadProbes): ThreadProbes {
  for (const member of Object.values(Object.getOwnPropertyDescriptors(probes))) Object.freeze(member.value);
  return Object.freeze(probes);
}
