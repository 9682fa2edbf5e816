// Facts of one file: every function lowered to a small skeleton of what matters for concurrency. Plain JSON, no types of the compiler.

import type { Range } from "#protocol/finding";
import type { AbandonedWork } from "./abandoned";
import type { Bypass } from "./bypasses";
import type { OpenChain } from "./chains";
import type { MissedDone } from "./done-callbacks";
import type { Eviction } from "./evictions";
import type { FloatingWork } from "./floating-work";
import type { LocalLock } from "./local-locks";
import type { Miscount } from "./miscounts";
import type { Repair } from "./repair";
import type { Suppression } from "./suppressions";
import type { SharedFacts } from "./shared-facts";
import type { WaitFacts } from "./wait-facts";

/** `<absolute path>#<names from the outside in>`, stable under edits elsewhere in the file. */
export type FunctionId = string;
/** A local variable or parameter, unique in its file. */
export type VarId = string;
/** `<absolute path>#<class name>`. */
export type ClassId = string;

export type Expr =
  /** Evaluate the parts in order; the value is not known. */
  | { readonly k: "unknown"; readonly parts?: readonly Expr[] }
  /** A number reckoned from others: which one is not known. */
  | { readonly k: "number"; readonly parts: readonly Expr[] }
  | { readonly k: "undef" }
  | { readonly k: "const"; readonly value: string | number | boolean }
  | { readonly k: "var"; readonly v: VarId; readonly name: string }
  | { readonly k: "module"; readonly file: string; readonly name: string }
  | { readonly k: "this" }
  /** `slot` is the class or interface member that declares the field: `<file>#Account.mutex`. */
  | { readonly k: "field"; readonly of: Expr; readonly name: string; readonly slot?: string }
  | { readonly k: "element"; readonly of: Expr; readonly key: Expr }
  | { readonly k: "fn"; readonly id: FunctionId }
  | { readonly k: "object"; readonly props: readonly (readonly [string, Expr])[] }
  | { readonly k: "array"; readonly items: readonly Expr[] }
  /** `test ? yes : no`, and `&&`, `||`, `??` where `yes`/`no` may be absent: the value is then the test's own. */
  | {
      readonly k: "choice";
      readonly test: Expr;
      readonly cond?: Cond;
      readonly nullish?: boolean;
      readonly yes?: Expr;
      readonly no?: Expr;
    }
  | { readonly k: "not"; readonly of: Expr }
  | { readonly k: "nullish"; readonly of: Expr }
  | { readonly k: "assign"; readonly to: Target; readonly value: Expr }
  | NewExpr
  | CallExpr
  | EffectExpr
  /** A new promise whose resolver is kept in these places and nowhere else. */
  | { readonly k: "pending"; readonly into: readonly Target[]; readonly args: readonly Expr[]; readonly at: Range }
  /** `rejects`: may reject where nothing better is known about the awaited value. */
  | { readonly k: "await"; readonly of: Expr; readonly at: Range; readonly rejects: boolean }
  /** `all`: `yield*`, which hands on whatever another generator yields. */
  | { readonly k: "yield"; readonly of: Expr; readonly at: Range; readonly all: boolean };

export interface NewExpr {
  readonly k: "new";
  /** A user's class. */
  readonly cls?: ClassId;
  /** A catalog type. */
  readonly resource?: { readonly module: string; readonly type: string };
  /** A `DisposableStack`, or the asynchronous one. */
  readonly stack?: boolean;
  readonly args: readonly Expr[];
  readonly at: Range;
}

/**
 * Work that is described, and happens when somebody waits for what this gives: `of`, and `then` after it (`steps`), where it
 * fails (`catch`), in any case (`ensure`), or when a scope ends (`scoped`); or perhaps not at all (`maybe`). `fork` describes
 * the start of a fiber, `join` the wait for one. `run` begins it at once, `now` does all of it.
 */
export interface EffectExpr {
  readonly k: "effect";
  readonly does: "describe" | "steps" | "catch" | "ensure" | "scoped" | "maybe" | "fork" | "join" | "run" | "now";
  readonly of: Expr;
  readonly then: readonly Expr[];
  readonly at: Range;
  /** What it calls may fail. */
  readonly fails?: boolean;
}

export interface CallExpr {
  readonly k: "call";
  readonly callee: Callee;
  readonly receiver?: Expr;
  /** The member of the receiver that is called. */
  readonly member?: string;
  readonly args: readonly Expr[];
  readonly at: Range;
  /** `a?.b()`: may not happen at all. */
  readonly optional?: boolean;
  /** A call of a function value that gives a promise. */
  readonly promise?: boolean;
  /** The callee as written, shortened. */
  readonly text: string;
}

export type Callee =
  /** An operation of the catalog on `receiver`; `worker` does the jobs of a queue, where the queue is made with one. */
  | {
      readonly t: "op";
      readonly module: string;
      readonly type: string;
      readonly member: string;
      readonly worker?: FunctionId;
      /** What names the resource is a list of names, by its type. */
      readonly list?: boolean;
    }
  /** An exported function of the catalog that is an operation by itself. */
  | { readonly t: "operation"; readonly module: string; readonly export: string }
  /** A decorator that is the resource it wraps. */
  | { readonly t: "alias"; readonly argument: number; readonly bounded: boolean }
  | { readonly t: "function"; readonly id: FunctionId }
  /** A method without a body: of an interface or an abstract class, `<file>#Handler.onUpdate`. */
  | { readonly t: "method"; readonly slot: string }
  /** Whatever function value this expression has; `declared` is the closure whose signature the value has. */
  | { readonly t: "value"; readonly of: Expr; readonly declared?: FunctionId }
  | { readonly t: "builtin"; readonly name: Builtin }
  /** Not analysed. `throws`: may throw when called; `rejects`: the promise it gives may reject. */
  | { readonly t: "external"; readonly name: string; readonly throws: boolean; readonly rejects: boolean };

export type Builtin =
  | "then"
  | "catch"
  | "finally"
  | "promise-all"
  | "promise-race"
  | "promise-resolve"
  | "each"
  | "map"
  | "sort"
  | "keyed-get"
  | "keyed-set"
  | "append"
  | "take"
  | "bind";

/** What is assigned to. */
export type Target =
  | { readonly l: "var"; readonly v: VarId }
  | { readonly l: "module"; readonly file: string; readonly name: string }
  | { readonly l: "field"; readonly of: Expr; readonly name: string; readonly slot?: string }
  | { readonly l: "element"; readonly of: Expr; readonly key: Expr }
  | { readonly l: "object"; readonly props: readonly (readonly [string, Target])[] }
  | { readonly l: "array"; readonly items: readonly (Target | undefined)[] }
  | { readonly l: "none" };

/** A condition that is worth remembering: met again with the same variables it has the same outcome. */
export interface Cond {
  readonly key: string;
  readonly vars: readonly VarId[];
  /** It compares two things by order: the mark of "always lock the smaller id first". */
  readonly ordering: boolean;
}

export type Stmt =
  | { readonly s: "expr"; readonly e: Expr; readonly at: Range }
  | {
      readonly s: "if";
      readonly test: Expr;
      readonly cond?: Cond;
      readonly yes: readonly Stmt[];
      readonly no: readonly Stmt[];
    }
  | {
      readonly s: "loop";
      readonly init: readonly Stmt[];
      /** Absent: for ever. */
      readonly test?: Expr;
      /** `waits`: `for await`. */
      readonly each?: { readonly to: Target; readonly of: Expr; readonly waits?: boolean };
      readonly body: readonly Stmt[];
      readonly update: readonly Stmt[];
      /** `do ... while`. */
      readonly first: boolean;
      readonly label?: string;
    }
  | {
      readonly s: "switch";
      readonly on: Expr;
      readonly cases: readonly { readonly test?: Expr; readonly body: readonly Stmt[] }[];
    }
  | {
      readonly s: "try";
      readonly body: readonly Stmt[];
      readonly handler?: readonly Stmt[];
      readonly finalizer?: readonly Stmt[];
    }
  /** `pending`: what is returned is a promise that a call has just given, and a `finally` or `using` is still to run. */
  | {
      readonly s: "return";
      readonly e?: Expr;
      readonly at: Range;
      readonly pending?: Pending;
      /** A promise by its type: whoever called waits for it. */
      readonly promise?: boolean;
    }
  | { readonly s: "throw"; readonly e: Expr; readonly at: Range }
  | { readonly s: "break"; readonly label?: string; readonly at: Range }
  | { readonly s: "continue"; readonly label?: string; readonly at: Range }
  /** `dispose`: the method of the user's that the end of the block calls. */
  | { readonly s: "using"; readonly to: Target; readonly e: Expr; readonly dispose?: FunctionId; readonly at: Range }
  | { readonly s: "block"; readonly body: readonly Stmt[]; readonly label?: string };

/** Work that has only begun when the promise of it is returned. */
export interface Pending {
  /** The call, where an `await` may stand in front of it. */
  readonly at: Range;
  /** The callee as written. */
  readonly text: string;
  readonly callee?: FunctionId;
}

export interface FunctionFacts {
  readonly id: FunctionId;
  readonly file: string;
  /** As a person would say it: `transfer`, `Bank.audit`, `main.ts` for the module's body. */
  readonly name: string;
  readonly kind: "module" | "function" | "method" | "constructor" | "closure";
  /** Where the name is, or the first token. */
  readonly at: Range;
  readonly whole: Range;
  readonly params: readonly Target[];
  readonly paramNames: readonly string[];
  /** Repairs of its acquires, each ready to be offered. */
  readonly repairs: readonly Repair[];
  /** `await` may stand in it. */
  readonly async: boolean;
  /** It returns a promise. */
  readonly promise: boolean;
  /** The promise is an effect: whoever gets it runs it. */
  readonly lazy?: boolean;
  /** An effect that others end well where it fails: `Effect.gen(...).pipe(Effect.ensuring(...))`. */
  readonly ensured?: boolean;
  /** `async function*`: its body runs while somebody asks for what it yields. */
  readonly generator?: boolean;
  /** `async`, and all its work is done when it returns its promise: it neither awaits nor returns a promise. */
  readonly immediate?: boolean;
  /** `this` is that of the function around it. */
  readonly arrow: boolean;
  /** Callable from outside the file: exported, or a non-private member of a class. */
  readonly exported: boolean;
  readonly cls?: ClassId;
  /** Variables of outer functions that it, or a function inside it, mentions. */
  readonly captures: readonly VarId[];
  /** Variables of outer functions that it gives a new value. */
  readonly writes: readonly VarId[];
  /** Functions that it calls or mentions. */
  readonly mentions: readonly FunctionId[];
  readonly body: readonly Stmt[];
  /** It makes or uses what the catalog knows, or may be a part of a hand-written primitive. */
  readonly concurrent?: boolean;
}

export interface ClassFacts {
  readonly id: ClassId;
  readonly name: string;
  readonly at: Range;
  readonly bases: readonly ClassId[];
  /** Interfaces that it implements, and those that they extend. */
  readonly interfaces: readonly ClassId[];
  /** Fields that the constructor fills with a parameter: name, position, and whether it does nothing else with the parameter. */
  readonly given: readonly (readonly [string, number, boolean])[];
  /** Field name to its initializer. */
  readonly fields: readonly (readonly [string, Expr])[];
}

/** A member or function that works on a hand-written lock. */
export interface PrimitiveOperation {
  readonly member: string;
  readonly id: FunctionId;
  readonly effect: "ACQ" | "REL" | "RUN";
  /** Of a lock for readers and writers; exclusive where it is not said. */
  readonly mode?: "shared" | "exclusive";
  /** The argument that says which of its locks. */
  readonly key?: number;
  /** The argument that is the lock, where it is neither `this` nor made by a function. */
  readonly subject?: number;
  /** It blocks the thread, and has the lock when it returns. */
  readonly sync?: boolean;
}

/** A hand-written primitive, recognised by its shape. */
export interface PrimitiveFacts {
  readonly name: string;
  readonly kind: "mutex" | "semaphore" | "rwlock";
  readonly at: Range;
  readonly shape:
    | "promise-chain"
    | "keyed-chain"
    | "waiting-flag"
    | "resolver-list"
    | "job-list"
    | "readers-writer"
    | "memory"
    | "tagged";
  /** The class, where it is one. */
  readonly cls?: ClassId;
  /** The function that makes it, where it is made of closures. */
  readonly factory?: FunctionId;
  /** The variable of the module that it is about, where it is neither. */
  readonly variable?: string;
  readonly operations: readonly PrimitiveOperation[];
  readonly releaser: boolean;
  /** Its code knows who has it, and lets the owner in again. */
  readonly reentrant?: boolean;
  /** Who comes later may be let in first. */
  readonly unfair?: boolean;
}

export interface FileFacts {
  readonly file: string;
  /** Hash of the text these facts were made from. */
  readonly hash: string;
  /** Other files of the user into whose functions was looked, so that these facts depend on more of them than their types. */
  readonly reads?: readonly string[];
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  readonly primitives: readonly PrimitiveFacts[];
  /** Module-level variables with their initializers. */
  readonly variables: readonly { readonly name: string; readonly init?: Expr; readonly constant: boolean }[];
  /** Class members (`<file>#Account.mutex`) given a new value outside a constructor. */
  readonly reassigned: readonly string[];
  readonly localLocks?: readonly LocalLock[];
  readonly shared?: SharedFacts;
  readonly chains?: readonly OpenChain[];
  readonly missedDones?: readonly MissedDone[];
  readonly evictions?: readonly Eviction[];
  readonly miscounts?: readonly Miscount[];
  readonly bypasses?: readonly Bypass[];
  readonly abandoned?: readonly AbandonedWork[];
  readonly floatingWork?: readonly FloatingWork[];
  /** Whether a concurrency operation, or a call of something that may be one, was found. */
  readonly concurrent: boolean;
  /** It exports something under another name than it has in the file, or under none. */
  readonly renames?: boolean;
  /** It makes workers or processes. */
  readonly startsThreads: boolean;
  /** Waiting outside of locks: promises, shared memory, threads. Absent where the file could not be read. */
  readonly waits?: WaitFacts;
  readonly suppressions: readonly Suppression[];
  /** Its own header says that a program wrote it. */
  readonly generated: boolean;
  /** It tests the program: what it calls, one after the other, says nothing about when the program does. */
  readonly test?: boolean;
}
