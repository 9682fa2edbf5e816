// Hand-written locks, recognised by the shape of their code (which state is tested, changed and woken by whom), never by name.

import { ts } from "ts-morph";
import type { PrimitiveFacts } from "./facts";
import { classId, functionId, isFunctionNode, nodeRange, rangeOf } from "./names";
import type { Shaped } from "./shape-effects";
import { type Features, featuresOf } from "./shape-features";
import { waitingFlag } from "./shape-flags";
import { classGroup, factoryGroup, type Group, moduleGroup } from "./shape-groups";
import { jobList } from "./shape-jobs";
import { promiseChain, resolverList } from "./shape-lists";
import { memoryLock } from "./shape-memory";
import { readersWriter } from "./shape-readers";
import { taggedPrimitive } from "./tags";

/** As a class, as a function that makes closures, or as functions and variables of the module. */
export function recognisePrimitives(source: ts.SourceFile): PrimitiveFacts[] {
  const found: PrimitiveFacts[] = [];
  const visit = (node: ts.Node): void => {
    // What its author says of it comes before what it looks like.
    const tagged = ts.isClassLike(node) ? taggedPrimitive(node, source) : undefined;
    if (tagged !== undefined) {
      if (tagged !== "none") found.push(tagged);
      return;
    }
    const group = ts.isClassLike(node) ? classGroup(node) : isFunctionNode(node) ? factoryGroup(node) : undefined;
    const primitive = group === undefined ? undefined : recognise(group, source);
    if (primitive !== undefined) found.push(primitive);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found, ...ofModule(source)];
}

/** The lock that a class is, by what its author or its shape says. */
export function primitiveOf(node: ts.ClassLikeDeclaration): PrimitiveFacts | undefined {
  const source = node.getSourceFile();
  const tagged = taggedPrimitive(node, source);
  const group = tagged === undefined ? classGroup(node) : undefined;
  return tagged === "none" ? undefined : (tagged ?? (group === undefined ? undefined : recognise(group, source)));
}

/** The locks of the module itself, of which there may be several. */
function ofModule(source: ts.SourceFile): PrimitiveFacts[] {
  if (!/\bPromise\b|\bawait\b|\bAtomics\b/.test(source.text)) return [];
  const found: PrimitiveFacts[] = [];
  for (let group = moduleGroup(source); group !== undefined; ) {
    const primitive = recognise(group, source);
    if (primitive === undefined) break;
    found.push(primitive);
    const taken = new Set(primitive.operations.map(({ member }) => member));
    group = { ...group, members: new Map([...group.members].filter(([name]) => !taken.has(name))) };
  }
  return found;
}

function recognise(group: Group, source: ts.SourceFile): PrimitiveFacts | undefined {
  const names = [...group.members.keys()];
  const features = new Map(
    [...group.members].map(([name, node]) => [name, featuresOf(node, group.state, names)] as const),
  );
  const shaped = shapeOf(group, features);
  if (shaped === undefined) return undefined;
  const operations = [...shaped.effects].flatMap(([member, effect]) => {
    const node = group.members.get(member);
    return node === undefined ? [] : [{ member, id: functionId(node), ...effect }];
  });
  const { node } = group;
  return {
    name: ts.isSourceFile(node) ? shaped.state : group.name,
    kind: shaped.kind,
    at: ts.isSourceFile(node) ? rangeOf(source, 0, 0) : nodeRange(node.name ?? node, source),
    shape: shaped.shape,
    ...(ts.isSourceFile(node)
      ? { variable: shaped.state }
      : ts.isClassLike(node)
        ? { cls: classId(node) }
        : { factory: functionId(node) }),
    operations,
    releaser: shaped.releaser,
    ...(shaped.reentrant ? { reentrant: true } : {}),
    ...(shaped.unfair === true ? { unfair: true } : {}),
  };
}

function shapeOf(group: Group, features: ReadonlyMap<string, Features>): Shaped | undefined {
  return (
    readersWriter(group, features) ??
    resolverList(features) ??
    promiseChain(features) ??
    waitingFlag(group, features) ??
    jobList(group, features) ??
    memoryLock(group, features)
  );
}
