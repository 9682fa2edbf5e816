// The registry: one line a rule, strongest first. On one acquire, an earlier rule of the same family hides a later one.

import { agentWaitCycle } from "./agent-wait-cycle";
import { awaitAtomicity } from "./await-atomicity";
import { awaitUnderLock } from "./await-under-lock";
import { backpressureDeadlock } from "./backpressure-deadlock";
import { barrierMismatch } from "./barrier-mismatch";
import { blockedEventLoop } from "./blocked-event-loop";
import { brokenLock } from "./broken-lock";
import { callbackNotCalled } from "./callback-not-called";
import { callbackUnderLock } from "./callback-under-lock";
import { earlyMessage } from "./early-message";
import { escapingSection } from "./escaping-section";
import { floatingAcquire } from "./floating-acquire";
import { fullQueueSelfSend } from "./full-queue-self-send";
import { floatingWork } from "./floating-work";
import { guardNotReset } from "./guard-not-reset";
import { lazyInitRace } from "./lazy-init-race";
import { lockEvicted } from "./lock-evicted";
import { lockOrder } from "./lock-order";
import { lockPerCall } from "./lock-per-call";
import { lostWakeup } from "./lost-wakeup";
import { missingFailureWakeup } from "./missing-failure-wakeup";
import { multiAcquire } from "./multi-acquire";
import { nestedAcquire } from "./nested-acquire";
import { nestedSlot } from "./nested-slot";
import { neverNotified } from "./never-notified";
import { neverSettled } from "./never-settled";
import { orphanQueue } from "./orphan-queue";
import { overRelease } from "./over-release";
import { poisonedChain } from "./poisoned-chain";
import { reentrancyBypass } from "./reentrancy-bypass";
import { releaseWhileRunning } from "./release-while-running";
import type { Review, Rule } from "./rule";
import { rwUpgrade } from "./rw-upgrade";
import { selfJoin } from "./self-join";
import { sharedMemoryRace } from "./shared-memory-race";
import { unreleasedOnPath } from "./unreleased-on-path";
import { unreleasedOnThrow } from "./unreleased-on-throw";
import { unusedSuppression } from "./unused-suppression";
import { waitNotInLoop } from "./wait-not-in-loop";
import { workerLeak } from "./worker-leak";

export const RULES: readonly Rule[] = [
  nestedAcquire,
  nestedSlot,
  rwUpgrade,
  floatingAcquire,
  unreleasedOnPath,
  unreleasedOnThrow,
  escapingSection,
  overRelease,
  callbackNotCalled,
  lockPerCall,
  brokenLock,
  lockEvicted,
  reentrancyBypass,
  releaseWhileRunning,
  guardNotReset,
  lazyInitRace,
  awaitAtomicity,
  floatingWork,
  poisonedChain,
  lockOrder,
  multiAcquire,
  callbackUnderLock,
  awaitUnderLock,
  fullQueueSelfSend,
  backpressureDeadlock,
  selfJoin,
  neverSettled,
  blockedEventLoop,
  neverNotified,
  lostWakeup,
  waitNotInLoop,
  sharedMemoryRace,
  earlyMessage,
  workerLeak,
  missingFailureWakeup,
  barrierMismatch,
  orphanQueue,
  agentWaitCycle,
];

export const REVIEWS: readonly Review[] = [unusedSuppression];
