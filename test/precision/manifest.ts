// The kernels: bugs from open-source Go projects as the GoBench suite describes them, and from JavaScript projects, told again in TypeScript.

export interface Kernel {
  /** The project and the number of its pull request or issue; for those of the suite the name in GoKer. */
  readonly name: string;
  readonly family: Family;
  /** The rule that has to find it; `undefined`: no rule does. */
  readonly rule: string | undefined;
  /** The rule says so as an information: a suspicion, not a warning. */
  readonly noted?: true;
  /** For a missed one: what the analyzer would have to know. */
  readonly missing?: string;
}

/** A bug of a JavaScript project that no kernel tells. */
export interface Untold {
  readonly name: string;
  readonly why: string;
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
  reentry: "what runs under a lock, or inside of a section, asks for it again",
  release: "a lock is not given back, twice, too early, or by somebody else",
  "hand-written": "a lock, a queue or a channel of one's own lets two in, or one wait for ever",
  library: "what a library promises is taken for something else",
  agents: "workers, processes and tabs wait for one another, or for one that has gone",
  atomicity: "others come in between two steps that belong together",
} as const;

/** Families of bugs that are not from the suite but from the issues of JavaScript projects. */
export const OUTSIDE_SUITE: ReadonlySet<Family> = new Set<Family>([
  "capacity",
  "reentry",
  "release",
  "hand-written",
  "library",
  "agents",
  "atomicity",
]);

function kernel(family: Family, name: string, rule: string): Kernel {
  return { name, family, rule };
}

function noted(family: Family, name: string, rule: string): Kernel {
  return { name, family, rule, noted: true };
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
  missed("channel-context", "istio-18454", "that a tick is sent once at most and taken twice: nobody counts"),
  kernel("channel-context", "cockroach-18101", "missing-failure-wakeup"),
  kernel("channel-context", "cockroach-13755", "missing-failure-wakeup"),
  kernel("channel-context", "cockroach-13197", "missing-failure-wakeup"),
  missed("channel-context", "cockroach-10790", "a loop that settles one promise after the other and leaves the rest"),
  kernel("channel-context", "kubernetes-25331", "never-notified"),
  kernel("channel-context", "moby-33781", "missing-failure-wakeup"),
  kernel("condition", "kubernetes-11298", "await-under-lock"),
  missed(
    "condition",
    "moby-27782",
    "that the only one who wakes the condition may be handing over to the one who waits for it",
  ),
  kernel("condition", "moby-30408", "missing-failure-wakeup"),
  kernel("condition", "moby-29733", "lost-wakeup"),
  missed(
    "wait-group",
    "cockroach-1462",
    "that the work behind a promise may be handing over to the one who waits for its end",
  ),
  kernel("wait-group", "cockroach-1055", "await-under-lock"),
  kernel("wait-group", "moby-25384", "barrier-mismatch"),
  kernel("capacity", "p-limit-91", "nested-slot"),
  kernel("capacity", "rollup-5848", "nested-slot"),
  kernel("capacity", "knex-1909", "nested-slot"),
  kernel("capacity", "sequelize-10976", "nested-slot"),
  kernel("capacity", "cookie-cutter-39", "full-queue-self-send"),
  kernel("capacity", "igir-1964", "multi-acquire"),
  kernel("capacity", "node-redlock-305", "multi-acquire"),
  kernel("capacity", "web-locks-26", "lock-order"),
  kernel("capacity", "node-4236", "backpressure-deadlock"),
  kernel("capacity", "effect-smol-1341", "backpressure-deadlock"),
  kernel("capacity", "web-streams-polyfill-143", "backpressure-deadlock"),
  kernel("reentry", "pigi-483", "nested-acquire"),
  kernel("reentry", "web-locks-33", "nested-acquire"),
  kernel("reentry", "auth-js-762", "callback-under-lock"),
  missed("reentry", "supabase-js-2344", "that what is in a list waits for the one who waits for the list"),
  kernel("reentry", "helia-99", "rw-upgrade"),
  noted("reentry", "codex-multi-auth-505", "reentrancy-bypass"),
  noted("reentry", "lib0-20", "await-atomicity"),
  kernel("reentry", "async-mutex-88", "nested-acquire"),
  kernel("release", "metamask-195", "unreleased-on-throw"),
  kernel("release", "async-lock-51", "callback-not-called"),
  kernel("release", "async-lock-43", "callback-not-called"),
  missed("release", "async-mutex-44", "that a lock made by a call is never given back by anybody who can reach it"),
  kernel("release", "node-postgres-1777", "unreleased-on-path"),
  missed(
    "release",
    "pg-pool-48",
    "that the private methods of a class are a pool, where they are no class of their own",
  ),
  kernel("release", "obsidian-git-1115", "guard-not-reset"),
  missed("release", "boxel-1603", "a branch that forgets a stored resolver without calling it"),
  kernel("release", "async-sema-36", "over-release"),
  kernel("release", "nocobase-8734", "release-while-running"),
  kernel("release", "effect-6910", "unreleased-on-throw"),
  kernel("release", "neurolink-898", "release-while-running"),
  kernel("release", "h5p-4616", "release-while-running"),
  kernel("release", "async-mutex-84", "unreleased-on-path"),
  kernel("hand-written", "quilt-1394", "broken-lock"),
  missed(
    "hand-written",
    "openclaw-68327",
    "a link of a chain that is left unsettled by an exception before its section",
  ),
  kernel("hand-written", "effect-8373", "lost-wakeup"),
  kernel("hand-written", "xum-1385", "broken-lock"),
  kernel("hand-written", "appstrate-430", "broken-lock"),
  kernel("hand-written", "remotion-10211", "poisoned-chain"),
  missed("hand-written", "console-2993", "that two may wait at once: with one reader the channel is right"),
  kernel("hand-written", "actual-mcp-server-278", "guard-not-reset"),
  kernel("hand-written", "igir-2188", "lock-evicted"),
  noted("library", "async-mutex-52", "await-atomicity"),
  kernel("library", "vite-13127", "nested-slot"),
  kernel("library", "p-limit-25", "orphan-queue"),
  kernel("library", "p-queue-96", "never-notified"),
  kernel("library", "p-queue-237", "lost-wakeup"),
  kernel("library", "async-490", "callback-not-called"),
  kernel("library", "bullmq-2206", "floating-work"),
  kernel("library", "trigger-1715", "nested-slot"),
  noted("agents", "node-21417", "blocked-event-loop"),
  kernel("agents", "emscripten-9579", "blocked-event-loop"),
  kernel("agents", "polyscript-14", "agent-wait-cycle"),
  kernel("agents", "comlink-665", "early-message"),
  kernel("agents", "vitest-10543", "missing-failure-wakeup"),
  kernel("agents", "piscina-331", "floating-work"),
  kernel("agents", "node-53036", "worker-leak"),
  kernel("agents", "node-43930", "worker-leak"),
  kernel("agents", "dxos-11757", "missing-failure-wakeup"),
  kernel("agents", "ecma262-1492", "lost-wakeup"),
  missed("atomicity", "veryfront-2249", "that a renewal can be used once"),
  noted("atomicity", "chroma-7487", "lazy-init-race"),
  missed("atomicity", "unleash-199", "that an event comes before anybody can listen"),
  missed("atomicity", "sofie-146", "that the others go on when one has failed, and that it matters"),
  missed("atomicity", "node-55468", "which modules wait for which at their tops"),
];

/** The rest of the survey of JavaScript projects: nothing that a rule about source could find, or no bug of the user's code. */
export const UNTOLD: readonly Untold[] = [
  { name: "vm0-34098", why: "its locks are in the text of SQL statements, in the database" },
  { name: "appstrate-1417", why: "how long the work takes, compared with the lease" },
  { name: "node-redlock-65", why: "how long the work takes, compared with the lease" },
  { name: "memory-lancedb-pro-517", why: "how long the event loop is blocked, compared with the lease" },
  { name: "nango-3884", why: "no bug: a lock that is not needed, which must stay without a warning" },
  { name: "async-mutex-27", why: "a bug of a library, in one version" },
  { name: "async-945", why: "a bug of a library, in one version" },
  { name: "bullmq-3122", why: "what a queue server does with the parents of failed jobs" },
  { name: "prisma-12277", why: "its client is generated for each schema: no types that could be told again here" },
  { name: "node-fs-ext-79", why: "the number of threads of libuv, and native calls that block them" },
  { name: "emscripten-14608", why: "compiled code, whose threads start by way of the main one" },
  { name: "emscripten-12318", why: "compiled code, with an address for each thread" },
  { name: "coincident-26", why: "the cause is not known" },
  { name: "electron-5018", why: "the synchronous messages of Electron, which the catalog does not have" },
  { name: "threads-461", why: "a bug of a library, whose pool waits for what has failed" },
  { name: "tinypool-54", why: "native code that does not end" },
];

/** Blocking kernels of the suite. */
export const SUITE_SIZE = 68;
