// What an interpretation has asked of the program beside its callees' summaries: asked again, the same answers mean the same result.

import { isEqual } from "./equal";
import type { World } from "./frame";

/** The questions that are recorded; summaries are compared by those who keep them. */
export type Facts = Omit<World, "catalog" | "summary">;

interface Read {
  readonly ask: () => unknown;
  readonly answer: unknown;
}

/** Questions and their answers, each question once. */
export type Reads = ReadonlyMap<string, Read>;

export interface Recorder {
  readonly facts: Facts;
  /** What was asked while `work` ran, and what it gave. */
  during<T>(work: () => T): { readonly result: T; readonly reads: Reads };
}

/** @param current the facts of now; they may be others at every call */
export function createRecorder(current: () => Facts): Recorder {
  let reads = new Map<string, Read>();
  const asked = <T>(question: string, ask: () => T): T => {
    const known = reads.get(question);
    const answer = ask();
    if (known === undefined) reads.set(question, { ask, answer });
    return answer;
  };
  return {
    facts: {
      fn: (id) => asked(`fn ${id}`, () => current().fn(id)),
      primitive: (id) => asked(`primitive ${id}`, () => current().primitive(id)),
      factory: (id) => asked(`factory ${id}`, () => current().factory(id)),
      variable: (file, name) => asked(`variable ${name} ${file}`, () => current().variable(file, name)),
      field: (slot) => asked(`field ${slot}`, () => current().field(slot)),
      target: (slot) => asked(`target ${slot}`, () => current().target(slot)),
      given: (cls) => asked(`given ${cls}`, () => current().given(cls)),
      isReassigned: (slot) => asked(`reassigned ${slot}`, () => current().isReassigned(slot)),
      isVolatile: (file, v) => asked(`volatile ${v} ${file}`, () => current().isVolatile(file, v)),
    },
    during(work) {
      reads = new Map();
      const result = work();
      return { result, reads };
    },
  };
}

/** Whether all that was asked is answered as it was. */
export function hold(reads: Reads): boolean {
  for (const { ask, answer } of reads.values()) if (!isEqual(ask(), answer)) return false;
  return true;
}
