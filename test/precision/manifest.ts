// The kernels: bugs from open-source Go projects as the GoBench suite describes them, and from JavaScript projects, told again in TypeScript.

export interface Kernel {
  /** The project and the number of its pull request or issue; for those of the suite the name in GoKer. */
  readonly name: string;
  readonly family: Family;
  /** The rule that has to find it; `undefined`: no rule does. */
  readonly rule: string | undefined;
  /** For a missed one: what the analyzer would have to know. */
  readonly missing?: string;
}

export type Family = keyof typeof FAMILIES;

/** Folder below test/kernels, and what goes wrong there. */
export const FAMILIES = {
  "missing-unlock": "a path leaves with the lock held",
  "double-lock": "a task waits for a lock that it holds",
  "lock-order": "locks are taken in opposite orders",
  "reader-writer": "a reader waits behind a writer that waits for it",
  channel: "a task waits for a partner who has left, comes later, or waits himself",
  "channel-lock": "a lock is held while waiting for somebody who needs it",
  "channel-context": "the end of a context reaches only some of those who wait",
  condition: "a condition changes, and nobody tells those who wait for it",
  "wait-group": "who waits for all of a group waits for one that never comes",
  capacity: "slots, the room of a queue or a stream, or the locks of a list run out",
} as const;

/** Families of bugs that are not from the suite but from the issues of JavaScript projects. */
export const OUTSIDE_SUITE: ReadonlySet<Family> = new Set<Family>(["capacity"]);

function kernel(family: Family, name: string, rule: string): Kernel {
  return { name, family, rule };
}

function missed(family: Family, name: string, missing: string): Kernel {
  return { name, family, rule: undefined, missing };
}

export const KERNELS: readonly Kernel[] = [
  kernel("missing-unlock", "grpc-3017", "unreleased-on-path"),
  kernel("missing-unlock", "grpc-795", "nested-acquire"),
  kernel("missing-unlock", "etcd-5509", "unreleased-on-path"),
  kernel("missing-unlock", "cockroach-584", "unreleased-on-path"),
  kernel("missing-unlock", "moby-17176", "unreleased-on-path"),
  kernel("missing-unlock", "moby-7559", "unreleased-on-path"),
  kernel("double-lock", "hugo-5379", "await-under-lock"),
  kernel("double-lock", "etcd-10492", "callback-under-lock"),
  kernel("double-lock", "etcd-6708", "nested-acquire"),
  kernel("double-lock", "cockroach-9935", "nested-acquire"),
  kernel("double-lock", "syncthing-4829", "nested-acquire"),
  kernel("double-lock", "moby-36114", "nested-acquire"),
  kernel("lock-order", "cockroach-10214", "lock-order"),
  kernel("lock-order", "cockroach-7504", "lock-order"),
  kernel("lock-order", "kubernetes-30872", "lock-order"),
  kernel("lock-order", "kubernetes-13135", "lock-order"),
  kernel("lock-order", "moby-4951", "lock-order"),
  kernel("lock-order", "hugo-3251", "lock-order"),
  kernel("reader-writer", "cockroach-16167", "nested-acquire"),
  kernel("reader-writer", "cockroach-6181", "rw-upgrade"),
  kernel("reader-writer", "cockroach-3710", "rw-upgrade"),
  kernel("reader-writer", "kubernetes-62464", "rw-upgrade"),
  kernel("reader-writer", "kubernetes-58107", "await-under-lock"),
  kernel("channel", "grpc-1275", "orphan-queue"),
  kernel("channel", "grpc-1424", "missing-failure-wakeup"),
  kernel("channel", "grpc-660", "missing-failure-wakeup"),
  kernel("channel", "etcd-6857", "missing-failure-wakeup"),
  kernel("channel", "istio-17860", "missing-failure-wakeup"),
  kernel("channel", "syncthing-5795", "self-join"),
  missed("channel", "cockroach-35931", "which of several full channels nobody reads yet"),
  kernel("channel", "cockroach-35073", "missing-failure-wakeup"),
  kernel("channel", "cockroach-25456", "never-notified"),
  kernel("channel", "cockroach-24808", "never-notified"),
  kernel("channel", "cockroach-2448", "agent-wait-cycle"),
  kernel("channel", "kubernetes-70277", "never-notified"),
  kernel("channel", "kubernetes-38669", "missing-failure-wakeup"),
  kernel("channel", "kubernetes-5316", "missing-failure-wakeup"),
  kernel("channel", "moby-33293", "never-notified"),
  kernel("channel", "moby-21233", "missing-failure-wakeup"),
  kernel("channel", "moby-4395", "never-notified"),
  kernel("channel-lock", "grpc-1460", "await-under-lock"),
  kernel("channel-lock", "grpc-1353", "await-under-lock"),
  kernel("channel-lock", "etcd-7902", "await-under-lock"),
  kernel("channel-lock", "etcd-7492", "await-under-lock"),
  kernel("channel-lock", "etcd-7443", "await-under-lock"),
  kernel("channel-lock", "etcd-6873", "await-under-lock"),
  kernel("channel-lock", "istio-16224", "callback-under-lock"),
  kernel("channel-lock", "serving-2137", "lock-order"),
  kernel("channel-lock", "kubernetes-26980", "await-under-lock"),
  kernel("channel-lock", "kubernetes-10182", "await-under-lock"),
  kernel("channel-lock", "kubernetes-6632", "await-under-lock"),
  kernel("channel-lock", "kubernetes-1321", "await-under-lock"),
  kernel("channel-lock", "moby-28462", "await-under-lock"),
  kernel("channel-context", "grpc-862", "missing-failure-wakeup"),
  missed("channel-context", "istio-18454", "how often a tick is sent and taken is not counted"),
  missed("channel-context", "cockroach-18101", "a channel whose only reader leaves while somebody still puts into it"),
  kernel("channel-context", "cockroach-13755", "missing-failure-wakeup"),
  kernel("channel-context", "cockroach-13197", "missing-failure-wakeup"),
  missed("channel-context", "cockroach-10790", "a loop that settles one promise after the other and leaves the rest"),
  missed("channel-context", "kubernetes-25331", "a put into a channel that nobody takes from any more"),
  missed("channel-context", "moby-33781", "the loser of a race that still has to hand over its result"),
  kernel("condition", "kubernetes-11298", "await-under-lock"),
  missed("condition", "moby-27782", "two tasks that wait for one another at a condition and at a channel"),
  kernel("condition", "moby-30408", "missing-failure-wakeup"),
  kernel("condition", "moby-29733", "lost-wakeup"),
  missed("wait-group", "cockroach-1462", "a worker that waits at a channel while somebody waits for its end"),
  kernel("wait-group", "cockroach-1055", "await-under-lock"),
  kernel("wait-group", "moby-25384", "barrier-mismatch"),
  kernel("capacity", "p-limit-91", "nested-slot"),
  missed("capacity", "rollup-5848", "that the plugin is called with the loader itself, and calls it again"),
  kernel("capacity", "knex-1909", "nested-slot"),
  kernel("capacity", "sequelize-10976", "nested-slot"),
  kernel("capacity", "cookie-cutter-39", "full-queue-self-send"),
  kernel("capacity", "igir-1964", "multi-acquire"),
  kernel("capacity", "node-redlock-305", "multi-acquire"),
  kernel("capacity", "web-locks-26", "lock-order"),
  kernel("capacity", "node-4236", "backpressure-deadlock"),
  kernel("capacity", "effect-smol-1341", "backpressure-deadlock"),
  kernel("capacity", "web-streams-polyfill-143", "backpressure-deadlock"),
];

/** Blocking kernels of the suite. */
export const SUITE_SIZE = 68;
