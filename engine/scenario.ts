// A scenario: a user's program made ready to run on the simulated machine. Plain JSON; made by the server, run by the engine.

import type { LibraryEntry } from "./catalog/schema";

/** Index into `Scenario.files`. */
export type FileId = number;
/** Index into `Scenario.sites`. */
export type SiteId = number;

export interface SourceFile {
  /** Path relative to the workspace root, with `/`. */
  readonly path: string;
  /** Where the editor finds it. */
  readonly uri: string;
  /** Hash of the text that was instrumented; the panel compares it to tell that the code has changed since. */
  readonly hash: string;
}

/** A place in the user's source that a probe reports. Lines and characters are zero-based, as in LSP. */
export interface Site {
  readonly file: FileId;
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly kind: SiteKind;
  /** Name of the enclosing function as a person would say it: `transfer`, `Bank.audit`, `module`. */
  readonly in: string;
  /** What is named here: the function for `function`, the variable or field for `new`, the callee for `await` and `call`. */
  readonly label: string;
}

export type SiteKind = "statement" | "loop" | "function" | "async-function" | "await" | "call" | "new";

/** Code of one virtual thread's entry: a function body that refers to the machine only through its parameters. */
export interface CodeUnit {
  /** The virtual path that `new Worker(...)` or `fork(...)` resolves to, for example `/workspace/src/worker.ts`. */
  readonly id: string;
  readonly kind: "esm" | "cjs";
  /** Body of a function whose parameters are `UNIT_PARAMETERS` (engine/runtime/abi.ts). */
  readonly code: string;
}

/** Something that the simulation takes for granted and that the panel must say. */
export interface Assumption {
  readonly kind:
    | "opaque-module"
    | "opaque-value"
    | "missing-package"
    | "modelled-io"
    | "argument"
    | "scheduling"
    | "not-simulated";
  /** One sentence in plain words, for example "`fs` is modelled: reads take 1 ms and give empty text". */
  readonly message: string;
  readonly site?: SiteId;
}

/** A class of the user's own that the analyzer recognised as a primitive by its shape, so that the probes can watch it. */
export interface UserPrimitive {
  readonly file: FileId;
  readonly className: string;
  readonly kind: "mutex" | "semaphore" | "queue" | "event";
  /** Member name to effect. */
  readonly operations: Readonly<Record<string, "ACQ" | "REL" | "RUN">>;
  /** Whether `ACQ` resolves to a function that releases. */
  readonly releaser: boolean;
}

export interface Scenario {
  readonly version: 1;
  /** What the panel's heading says, for example `bank/main.ts`. */
  readonly title: string;
  /** Id of the unit that the first process's main thread runs. */
  readonly entry: string;
  readonly units: readonly CodeUnit[];
  readonly files: readonly SourceFile[];
  readonly sites: readonly Site[];
  readonly primitives: readonly UserPrimitive[];
  readonly assumptions: readonly Assumption[];
  /** Files that the program's comments describe (`@simulatedFile`), by path in the simulated workspace. */
  readonly given?: readonly { readonly path: string; readonly content: string }[];
  /** What the workspace adds to the catalog. */
  readonly catalog?: readonly LibraryEntry[];
  /** Hash of all units: a token is valid for this program only. */
  readonly programHash: string;
}
