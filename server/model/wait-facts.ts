// What a file says about waiting: the promises it makes and who settles them. Gathered here, one extractor a concept.

import { ts } from "ts-morph";
import { type AskedBack, askedBack } from "./asked-back";
import { atomicsOf, type CellOperation } from "./atomics-facts";
import { declaresBoundedQueue, type FullQueue, fullQueuesOf } from "./bounded-queues";
import { type BusyWait, busyWaitsOf } from "./busy-waits";
import { type UnusedController, unusedControllers } from "./controllers";
import { conditionsOf, type Untold } from "./conditions";
import { shapeOf } from "./countdown-shapes";
import { type Countdown, countdownsOf } from "./countdowns";
import { declaresEndable, forgottenEnds, type Unended } from "./endings";
import { type EntryFacts, entryOf } from "./entry";
import { type Forgotten, forgottenOf } from "./forgotten";
import { type GivenUp, givenUpOf } from "./given-up";
import { type Handle, handlesOf, type Reply, repliesOf } from "./handles";
import { type ProtocolStep, protocolOf } from "./protocol-steps";
import { type Leftover, leftoversOf, type SleepingPool, sleepingPoolsOf } from "./pool-tasks";
import { monitorOf } from "./monitors";
import { type QueueWait, queueWaitsOf } from "./queue-waits";
import { isUserCode, type Resolver } from "./resolve";
import { type MadePromise, settlingOf } from "./settling";
import { strandingOf, type Stranding } from "./stranded";
import { type ThreadStart, threadStartsOf } from "./thread-starts";
import { type UnreadStream, unreadStreamsOf } from "./unread-streams";
import { type Waiters, waitersOf } from "./waiters";

export interface WaitFacts extends Stranding {
  /** Promises with ways on which nobody settles them. */
  readonly promises: readonly MadePromise[];
  readonly cells: readonly CellOperation[];
  readonly busy: readonly BusyWait[];
  readonly starts: readonly ThreadStart[];
  /** It makes memory that threads can share. */
  readonly makesMemory: boolean;
  readonly handles: readonly Handle[];
  readonly replies: readonly Reply[];
  readonly entry: EntryFacts;
  /** What its body says to, and awaits from, other threads before anything else. */
  readonly protocol: readonly ProtocolStep[];
  /** Lists and maps in which promises wait to be settled. */
  readonly waiters: readonly Waiters[];
  readonly fullQueues: readonly FullQueue[];
  readonly unreadStreams: readonly UnreadStream[];
  /** Objects in which somebody waits, dropped from where they are found. */
  readonly forgotten: readonly Forgotten[];
  /** Waiters who give up and stay in the list, where something is handed to them. */
  readonly givenUp: readonly GivenUp[];
  /** Abort controllers that are never aborted, although work goes on until they are. */
  readonly controllers: readonly UnusedController[];
  /** Waiters for a condition whom nobody tells. */
  readonly untold: readonly Untold[];
  /** Ways out of a function on which nobody ends what waits for its end. */
  readonly unended: readonly Unended[];
  /** Latches and barriers that are not met by as many as they count. */
  readonly countdowns: readonly Countdown[];
  /** Waits for the state of a package's queue that may never come. */
  readonly queueWaits: readonly QueueWait[];
  /** Questions to a worker that may be asleep until it has its own answer. */
  readonly askedBack: readonly AskedBack[];
  /** Pools of threads that stand still between tasks. */
  readonly pools: readonly SleepingPool[];
  /** What its exported functions leave behind: it matters where they are tasks of such a pool. */
  readonly leftovers: readonly Leftover[];
  /** Files of the user that it imports. */
  readonly imports: readonly string[];
}

export function waitFactsOf(source: ts.SourceFile, resolver: Resolver): WaitFacts {
  return {
    promises: settlingOf(source, resolver),
    cells: atomicsOf(source, resolver),
    busy: busyWaitsOf(source, resolver),
    starts: threadStartsOf(source, resolver),
    makesMemory: /\bnew\s+SharedArrayBuffer\b/.test(source.text),
    handles: handlesOf(source, resolver),
    replies: repliesOf(source, resolver),
    entry: entryOf(source),
    protocol: protocolOf(source, resolver),
    waiters: waitersOf(source, resolver),
    fullQueues: fullQueuesOf(source, resolver),
    unreadStreams: unreadStreamsOf(source, resolver),
    ...strandingOf(source, resolver),
    forgotten: forgottenOf(source, resolver),
    givenUp: givenUpOf(source, resolver),
    controllers: unusedControllers(source, resolver),
    untold: conditionsOf(source, resolver),
    unended: forgottenEnds(source, resolver),
    countdowns: countdownsOf(source, resolver),
    queueWaits: queueWaitsOf(source, resolver),
    askedBack: askedBack(source, resolver),
    pools: sleepingPoolsOf(source, resolver),
    leftovers: leftoversOf(source, resolver),
    imports: importsOf(source, resolver),
  };
}

/** It has a class in whose objects tasks wait: whoever imports the file may use one. */
export function declaresWaits(source: ts.SourceFile, resolver: Resolver): boolean {
  if (!/\bnew\s+(?:Promise|AbortController)\b|\bwithResolvers\b/.test(source.text)) return false;
  if (declaresBoundedQueue(source) || declaresEndable(source, resolver)) return true;
  return source.statements.some(
    (one) => ts.isClassDeclaration(one) && (shapeOf(one) !== undefined || monitorOf(one, resolver) !== undefined),
  );
}

function importsOf(source: ts.SourceFile, resolver: Resolver): string[] {
  const found = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const declared =
      statement.moduleSpecifier === undefined
        ? undefined
        : resolver.symbol(statement.moduleSpecifier)?.valueDeclaration;
    if (declared !== undefined && isUserCode(declared)) found.add(declared.getSourceFile().fileName);
  }
  return [...found];
}
