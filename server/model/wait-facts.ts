// What a file says about waiting: the promises it makes and who settles them. Gathered here, one extractor a concept.

import type { ts } from "ts-morph";
import type { Resolver } from "./resolve";
import { type MadePromise, settlingOf } from "./settling";

export interface WaitFacts {
  /** Promises with ways on which nobody settles them. */
  readonly promises: readonly MadePromise[];
}

export function waitFactsOf(source: ts.SourceFile, resolver: Resolver): WaitFacts {
  return { promises: settlingOf(source, resolver) };
}
