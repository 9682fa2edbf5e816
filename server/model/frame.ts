// The abstract run of one function: what it knows of the program, and what it has found so far.

import type { Range } from "#protocol/finding";
import type { Catalog } from "./catalog-lookup";
import type {
  ClassId,
  Expr,
  FunctionFacts,
  FunctionId,
  PrimitiveFacts,
  PrimitiveOperation,
  Stmt,
  VarId,
} from "./facts";
import { withoutCallback } from "./names";
import { type Path, pathKey } from "./path";
import { clone, type Outcome, type State, type Thrown, type Value } from "./state";
import type {
  Acquire,
  Block,
  EarlyRelease,
  Floating,
  Invocation,
  Leak,
  ManyAcquires,
  OverRelease,
  Place,
  Registration,
  SelfWait,
  Stored,
  Summary,
  TaskStep,
} from "./summary";

/** The rest of the program, as one function's run sees it. */
export interface World {
  readonly catalog: Catalog;
  fn(id: FunctionId): FunctionFacts | undefined;
  summary(id: FunctionId): Summary;
  primitive(id: FunctionId): { readonly facts: PrimitiveFacts; readonly operation: PrimitiveOperation } | undefined;
  /** The hand-written lock that this function makes and returns. */
  factory(id: FunctionId): PrimitiveFacts | undefined;
  variable(file: string, name: string): { readonly init?: Expr; readonly constant: boolean } | undefined;
  field(slot: string): Expr | undefined;
  /** The one implementation of a method without a body. */
  target(slot: string): FunctionId | undefined;
  /** Fields of a class that its constructor fills, with the positions of the parameters; `only`: it does nothing else with it. */
  given(cls: ClassId): readonly (readonly [field: string, position: number, only: boolean])[];
  isReassigned(slot: string): boolean;
  /** Some closure gives it a new value, so that its value is not known. */
  isVolatile(file: string, v: VarId): boolean;
}

export type Apply = (
  id: FunctionId,
  args: readonly Value[],
  self: Value,
  state: State,
  at: Range,
  frame: Frame,
) => Outcome[];

export interface Frame {
  readonly fn: FunctionFacts;
  readonly world: World;
  readonly self: Value;
  /** Calls a function by its summary. Given from outside, since that needs all that is done with a frame. */
  readonly apply: Apply;
  readonly acquires: Map<string, Acquire>;
  readonly invocations: Map<string, Invocation>;
  readonly blocks: Map<string, Block>;
  readonly registrations: Map<string, Registration>;
  readonly stores: Map<string, Stored>;
  readonly leaks: Map<string, Leak>;
  readonly floating: Map<string, Floating>;
  readonly selfWaits: Map<string, SelfWait>;
  readonly manyAcquires: Map<string, ManyAcquires>;
  /** Holds whose releasers were put into a list. */
  readonly collected: Set<string>;
  /** Holds taken after something else was waited for: by this function, and by the one that it called to take them. */
  readonly late: Set<string>;
  readonly lateInside: Set<string>;
  readonly earlyReleases: Map<string, EarlyRelease>;
  readonly overReleases: Map<string, OverRelease>;
  /** Locks that are taken in a loop, so that several releases may belong to them. */
  readonly takenInLoop: Set<string>;
  /** Loops that the run is in, from the outside in, and those that each hold was taken in. */
  readonly inside: Stmt[];
  readonly takenInside: Map<string, readonly Stmt[]>;
  /** A number for each loop. */
  readonly loopNumbers: Map<Stmt, number>;
  /** Holds taken in a loop and released in it, and those released after it or in another one. */
  readonly releasedInside: Set<string>;
  readonly releasedBeside: Set<string>;
  /** Locks of which several units were taken, and are given back in a loop. */
  readonly drained: Set<string>;
  /** Holds of generators that are asked more than once, so that they may come to their ends. */
  readonly drivenOn: Set<string>;
  /** Holds that some path releases, and those that some path hands to a caller or elsewhere. */
  readonly releasedHolds: Set<string>;
  readonly handedOn: Set<string>;
  readonly releases: Map<string, Path>;
  /** Locks that tasks of their own, which were started here, give back. */
  readonly releasedByTasks: Set<string>;
  /** Functions that were started as tasks of their own, and the task. */
  readonly spawned: Map<FunctionId, string>;
  task: readonly TaskStep[];
  sink: Thrown[];
  loops: number;
  finalizers: number;
  depth: number;
  fuel: number;
  cut: boolean;
  waits: boolean;
}

/** Expressions and statements that one function's run may visit; beyond it the run is cut and finds no leaks. */
const FUEL = 20_000;

export function newFrame(fn: FunctionFacts, world: World, apply: Apply): Frame {
  return {
    fn,
    world,
    apply,
    self: { k: "path", path: { root: { r: "this" }, steps: [] } },
    acquires: new Map(),
    invocations: new Map(),
    blocks: new Map(),
    registrations: new Map(),
    stores: new Map(),
    leaks: new Map(),
    floating: new Map(),
    selfWaits: new Map(),
    manyAcquires: new Map(),
    collected: new Set(),
    late: new Set(),
    lateInside: new Set(),
    earlyReleases: new Map(),
    overReleases: new Map(),
    takenInLoop: new Set(),
    inside: [],
    takenInside: new Map(),
    loopNumbers: new Map(),
    releasedInside: new Set(),
    releasedBeside: new Set(),
    drained: new Set(),
    drivenOn: new Set(),
    releasedHolds: new Set(),
    handedOn: new Set(),
    releases: new Map(),
    releasedByTasks: new Set(),
    spawned: new Map(),
    task: [],
    sink: [],
    loops: 0,
    finalizers: 0,
    depth: 0,
    fuel: FUEL,
    cut: false,
    waits: false,
  };
}

export function placeOf(frame: Frame, range: Range): Place {
  return { file: frame.fn.file, range, fn: frame.fn.id, in: withoutCallback(frame.fn.name) };
}

export function siteOf(range: Range): string {
  return `${range.start.line}:${range.start.character}`;
}

/** From here the code may leave by an exception. */
export function throwPoint(state: State, at: Range, what: string, frame: Frame): void {
  frame.sink.push({ state: clone(state), at, what });
}

/** Runs `body` as another task. `starter` is the state in which it starts; the starter's locks are not its own. */
export function inTask(step: TaskStep, starter: State, frame: Frame, body: (state: State) => void): void {
  const { task, sink } = frame;
  frame.task = [...task, step];
  frame.sink = [];
  const state = clone(starter);
  if (!step.joined) {
    state.holds.clear();
    state.passed.clear();
  }
  state.open.clear();
  body(state);
  frame.task = task;
  frame.sink = sink;
}

/** Enters one more level of calls, unless there are too many. */
export function deeper(frame: Frame, body: () => void): void {
  if (frame.depth > 12) {
    frame.cut = true;
    return;
  }
  frame.depth++;
  body();
  frame.depth--;
}

export function samePath(a: Path, b: Path): boolean {
  return pathKey(a) === pathKey(b);
}
