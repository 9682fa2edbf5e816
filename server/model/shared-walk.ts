// The walk through one function that follows what it knows about shared state across its awaits, path by path.

import { ts } from "ts-morph";
import { bare } from "./entity";
import type { Lowering } from "./lower";
import { functionId, type FunctionNode, isFunctionNode, outerName } from "./names";
import { isPromiseType } from "./pending";
import { calleeText } from "./resolve";
import type { SharedFacts, StaleWrite, StuckFlag, Tested } from "./shared-facts";
import { flowOf, type Going, type Steps } from "./shared-flow";
import { entryName, type SharedName, sharedName } from "./shared-names";
import { copy, type Flow, NOTHING, type Path } from "./shared-path";
import {
  containsAwait,
  isChoice,
  isEmpty,
  isEquality,
  isExclusive,
  isManyTimes,
  isMemberName,
  isPlain,
  isSilent,
  isTimer,
  outside,
  shorten,
  valueKind,
} from "./shared-syntax";
import { noteReset, type Resets, stuckFlags } from "./stuck-flags";
import { isAssignment } from "./syntax";
import type { TimerGuard } from "./timer-guards";

/** The parts of `SharedFacts` while they are gathered. */
export interface Gathering {
  readonly stale: Map<string, StaleWrite>;
  readonly stuck: Map<string, StuckFlag>;
  readonly tested: Set<string>;
  readonly resets: SharedFacts["resets"][number][];
  readonly guarded: SharedFacts["guarded"][number][];
  readonly excluded: Set<string>;
}

const FUEL = 4_000;
/** What waits until others are out; what it awaits keeps them out. */
const TAKES = /(?:^|\.)(?:acquire\w*|lock|take|wait|enter|request)$/i;
const GIVES = /(?:^|\.)(?:release\w*|unlock|leave|exit|dispose)$/i;

/** @param timers handles that are still kept when it begins, as it is what their timers call */
export function walkFunction(
  fn: FunctionNode,
  low: Lowering,
  gathering: Gathering,
  timers: readonly TimerGuard[] = [],
): void {
  if (fn.body === undefined) return;
  const id = functionId(fn);
  const own = outerName(fn);
  const many = isManyTimes(fn);
  const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
  /** All of it runs while others are kept out. */
  const always = isExclusive(fn, low);
  const going: Going = { fuel: FUEL, thrown: [] };
  const reset: Resets = { anywhere: new Set(), inTheEnd: new Set() };
  const stales: (StaleWrite & { readonly site: string })[] = [];
  /** What paths knew of the state when they came to a write. */
  const arrivals = new Map<string, ReadonlySet<Tested>>();
  const returned = new Set<string>();

  const nameOf = (node: ts.Expression): SharedName | undefined => sharedName(node, fn, low);

  const look = (name: SharedName, at: ts.Node, tested: Tested, path: Path): void => {
    const before = path.known.get(name.key);
    if (tested === "none" && before !== undefined && before.tested !== "none") return;
    path.known.set(name.key, { read: low.range(at), tested });
  };

  const waits = (at: ts.Node, what: ts.Expression | undefined, path: Path): void => {
    const range = low.range(at);
    const inner = what === undefined ? undefined : bare(what);
    // A module is loaded once, whoever asks for it.
    if (inner !== undefined && ts.isCallExpression(inner) && inner.expression.kind === ts.SyntaxKind.ImportKeyword)
      return;
    const self = inner === undefined ? undefined : (nameOf(inner)?.key ?? aliasOf(inner, path));
    for (const [key, known] of path.known) {
      if (known.awaited === undefined || key === self)
        path.known.set(key, {
          ...known,
          awaited: known.awaited ?? range,
          ...(key === self ? { waitedFor: true } : {}),
        });
    }
    if (inner !== undefined && ts.isCallExpression(inner) && TAKES.test(calleeText(inner.expression)))
      path.guarded = true;
    if (path.set.size > 0) fails(inner ?? at, path, true);
  };

  /** From here the function may be left by an exception. */
  const fails = (node: ts.Node, path: Path, awaited: boolean): void => {
    if (path.set.size === 0) return;
    if (!ts.isCallExpression(node)) {
      if (awaited && ts.isExpression(node) && low.resolver.isPromise(low.checker.getTypeAtLocation(node)))
        going.thrown.push({ path: copy(path), at: low.range(node), what: shorten(node.getText(low.source)) });
      return;
    }
    const text = calleeText(node.expression);
    if (/\.(?:catch|allSettled)$/.test(text) || /^Promise\.resolve$/.test(text)) return;
    const callee = low.resolver.callee(node);
    // What an interface leaves open may fail as a function value may.
    if (callee === "value" || callee.t === "method") {
      if ((awaited || !isSilent(text)) && !isTimer(node, low.resolver))
        going.thrown.push({ path: copy(path), at: low.range(node), what: text });
    } else if (callee.t === "function")
      going.thrown.push({ path: copy(path), at: low.range(node), what: text, callee: callee.id });
    else if (callee.t === "external" && ((awaited && callee.rejects) || callee.throws))
      going.thrown.push({ path: copy(path), at: low.range(node), what: text });
    else if (callee.t === "builtin" && awaited && /^promise-(?:all|race)$|^then$|^finally$/.test(callee.name))
      if (text !== "Promise.allSettled") going.thrown.push({ path: copy(path), at: low.range(node), what: text });
  };

  const writes = (
    name: SharedName,
    value: ts.Expression | undefined,
    at: ts.Node,
    path: Path,
    compound: boolean,
  ): void => {
    const kind = valueKind(value);
    const known = path.known.get(name.key);
    if (kind === "empty") {
      gathering.resets.push({ key: name.key, fn: id });
      if (path.set.delete(name.key)) noteReset(reset, name.key, at);
      path.known.delete(name.key);
      path.guarded = always || (path.guarded && path.set.size > 0);
      return;
    }
    // The next timer is set.
    if (path.set.get(name.key)?.timer === true) path.set.delete(name.key);
    const site = `${name.key} ${at.pos}`;
    arrivals.set(site, new Set([...(arrivals.get(site) ?? []), known?.tested ?? "none"]));
    // `state = await state`: the promise gives way to its value.
    const settled = value !== undefined && isAwaitOf(value, name.key);
    const derived = value !== undefined && !settled && mentions(value, name.key, path);
    if (
      known?.awaited !== undefined &&
      !settled &&
      !path.guarded &&
      (known.tested !== "none" || derived || known.waitedFor)
    ) {
      stales.push({
        site,
        key: name.key,
        text: name.text,
        entry: name.entry,
        fn: id,
        in: own,
        tested: known.tested,
        waitedFor: known.waitedFor === true,
        value: kind === "true" ? "true" : value !== undefined && isPromise(value) ? "promise" : "other",
        derived,
        compound,
        many,
        plain: isPlain(at, low.checker),
        returned: false,
        read: known.read,
        awaited: known.awaited,
        write: low.range(at),
      });
    }
    // Tested and set in one go: whoever comes now stays out.
    const taken = known !== undefined && known.tested === "absent" && known.awaited === undefined;
    if (kind === "true" && !name.entry)
      path.set.set(name.key, { name, at: low.range(at), counts: false, checked: taken });
    if (taken && (kind === "true" || (value !== undefined && isPromise(value)))) path.guarded = true;
    path.known.delete(name.key);
    if (value !== undefined) keepsOneRun(value);
  };

  const isPromise = (value: ts.Expression): boolean =>
    !ts.isAwaitExpression(bare(value)) && isPromiseType(low.checker.getTypeAtLocation(value), low.checker);

  /** `this.ready = this.init()`: that run of `init` is the only one. */
  const keepsOneRun = (value: ts.Expression): void => {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) excludedCall(node);
      if (!isFunctionNode(node)) ts.forEachChild(node, visit);
    };
    if (!ts.isAwaitExpression(bare(value)) && isPromise(value)) visit(value);
  };

  const excludedCall = (node: ts.CallExpression): void => {
    const callee = low.resolver.callee(node);
    if (callee !== "value" && callee.t === "function") gathering.excluded.add(callee.id);
  };

  const mentions = (value: ts.Node, key: string, path: Path): boolean => {
    let found = false;
    const visit = (node: ts.Node): void => {
      if (found || isFunctionNode(node)) return;
      if (ts.isIdentifier(node) && path.alias.get(node.text) === key && !isMemberName(node)) found = true;
      else if (ts.isExpression(node) && nameOf(node)?.key === key) found = true;
      else ts.forEachChild(node, visit);
    };
    visit(value);
    return found;
  };

  const isAwaitOf = (value: ts.Expression, key: string): boolean => {
    const inner = bare(value);
    return ts.isAwaitExpression(inner) && nameOf(inner.expression)?.key === key;
  };

  const aliasOf = (node: ts.Expression, path: Path): string | undefined =>
    ts.isIdentifier(node) ? path.alias.get(node.text) : undefined;

  /** Evaluates an expression in order, for its reads, awaits and writes. */
  const evaluate = (node: ts.Node, path: Path): void => {
    if (going.fuel-- <= 0 || isFunctionNode(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return;
    if (ts.isAwaitExpression(node)) {
      evaluate(node.expression, path);
      waits(node, node.expression, path);
      return;
    }
    // Who drives a plain generator decides what happens at its `yield`.
    if (ts.isYieldExpression(node) && isAsync) {
      if (node.expression !== undefined) evaluate(node.expression, path);
      waits(node, undefined, path);
      return;
    }
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      assigns(node, path);
      return;
    }
    if (ts.isBinaryExpression(node) && isChoice(node.operatorToken.kind)) {
      test(node.left, path);
      const name = nameOf(node.left);
      if (name !== undefined) look(name, node.left, "compared", path);
      evaluate(node.right, path);
      return;
    }
    if (ts.isConditionalExpression(node)) {
      test(node.condition, path);
      evaluate(node.whenTrue, path);
      evaluate(node.whenFalse, path);
      return;
    }
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      const name = nameOf(node.operand);
      if (name !== undefined && node.operator === ts.SyntaxKind.PlusPlusToken) {
        const checked = path.known.get(name.key)?.tested === "compared";
        compoundWrite(name, node, path);
        path.set.set(name.key, { name, at: low.range(node), counts: true, checked });
        return;
      }
      if (name !== undefined && node.operator === ts.SyntaxKind.MinusMinusToken) {
        compoundWrite(name, node, path);
        gathering.resets.push({ key: name.key, fn: id });
        if (path.set.delete(name.key)) noteReset(reset, name.key, node);
        return;
      }
    }
    if (ts.isDeleteExpression(node)) {
      const name = nameOf(node.expression);
      if (name !== undefined) writes(name, undefined, node, path, false);
      return;
    }
    if (ts.isCallExpression(node)) {
      calls(node, path);
      return;
    }
    if (ts.isExpression(node)) {
      const name = nameOf(node);
      if (name !== undefined) {
        look(name, node, "none", path);
        return;
      }
    }
    ts.forEachChild(node, (child) => evaluate(child, path));
  };

  /** `count += 1` looks at the count again; only what was tested before an await is stale. */
  const compoundWrite = (name: SharedName, node: ts.Expression, path: Path): void => {
    const known = path.known.get(name.key);
    if (known?.tested === "compared") writes(name, node, node, path, false);
    else path.known.delete(name.key);
  };

  const assigns = (node: ts.BinaryExpression, path: Path): void => {
    const name = nameOf(node.left);
    const kind = node.operatorToken.kind;
    if (name === undefined) {
      const local = bare(node.left);
      // `before = locks.get(key)` once more: what was seen earlier does not count.
      const anew = ts.isIdentifier(local) ? nameOf(node.right) : undefined;
      if (anew !== undefined) path.known.delete(anew.key);
      evaluate(node.left, path);
      evaluate(node.right, path);
      if (ts.isIdentifier(local)) aliases(local.text, node.right, path);
      return;
    }
    if (kind === ts.SyntaxKind.EqualsToken) {
      evaluate(node.right, path);
      writes(name, node.right, node, path, false);
    } else if (
      kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
      kind === ts.SyntaxKind.BarBarEqualsToken ||
      kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken
    ) {
      gathering.tested.add(name.key);
      look(name, node.left, kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ? "present" : "absent", path);
      evaluate(node.right, path);
      writes(name, node.right, node, path, false);
    } else {
      const waited = containsAwait(node.right);
      if (waited) path.known.set(name.key, { read: low.range(node.left), tested: "none" });
      evaluate(node.right, path);
      if (waited) {
        const known = path.known.get(name.key);
        if (known !== undefined) path.known.set(name.key, { ...known, waitedFor: true });
        writes(name, node.right, node, path, true);
      } else compoundWrite(name, node, path);
    }
  };

  const calls = (node: ts.CallExpression, path: Path): void => {
    const { expression } = node;
    const member = ts.isPropertyAccessExpression(expression) ? expression : undefined;
    const [first, second] = node.arguments;
    if (member !== undefined && first !== undefined && (member.name.text === "set" || member.name.text === "delete")) {
      const name = entryName(member.expression, first, fn, low);
      if (name !== undefined) {
        if (second !== undefined) evaluate(second, path);
        writes(name, member.name.text === "set" ? second : undefined, node, path, false);
        return;
      }
    }
    const name = nameOf(node);
    if (name !== undefined) {
      look(name, node, "none", path);
      return;
    }
    if (member !== undefined) evaluate(member.expression, path);
    else if (!ts.isIdentifier(expression)) evaluate(expression, path);
    for (const argument of node.arguments) evaluate(argument, path);
    const text = calleeText(expression);
    guards(node, path);
    if (path.guarded) {
      excludedCall(node);
      if (GIVES.test(text)) path.guarded = always || path.set.size > 0;
    }
    if (!ts.isAwaitExpression(outside(node).parent)) fails(node, path, false);
  };

  /** `if (!this.busy) this.start()`: the look belongs to what `start` sets, if nothing comes in between. */
  const guards = (node: ts.CallExpression, path: Path): void => {
    const empty = [...path.known].filter(([, { tested, awaited }]) => tested === "absent" && awaited === undefined);
    if (empty.length === 0) return;
    const callee = low.resolver.callee(node);
    if (callee === "value" || callee.t !== "function" || callee.id === id) return;
    for (const [key] of empty) gathering.guarded.push({ key, fn: callee.id });
  };

  const aliases = (local: string, value: ts.Expression | undefined, path: Path): void => {
    const inner = value === undefined ? undefined : bare(value);
    // `map.get(key) ?? 0` is the entry, too.
    const read =
      inner !== undefined && ts.isBinaryExpression(inner) && isChoice(inner.operatorToken.kind) ? inner.left : inner;
    const name = read === undefined ? undefined : nameOf(bare(read));
    if (name === undefined) path.alias.delete(local);
    else path.alias.set(local, name.key);
  };

  /** Evaluates a condition; `yes` and `no` are what is known on either side. */
  const branch = (node: ts.Expression, path: Path): { yes: Path; no: Path } => {
    test(node, path);
    const yes = copy(path);
    const no = copy(path);
    refine(node, true, yes);
    refine(node, false, no);
    return { yes, no };
  };

  /** What a condition says about shared state, whatever comes of it: it was looked at. */
  const test = (node: ts.Expression, path: Path): void => {
    const shared = new Set<string>();
    let calling = false;
    let comparing = false;
    const visit = (child: ts.Node): void => {
      if (isFunctionNode(child)) return;
      if (ts.isExpression(child)) {
        const name = nameOf(child);
        if (name !== undefined) {
          shared.add(name.key);
          gathering.tested.add(name.key);
          look(name, child, "compared", path);
          return;
        }
        const alias = aliasOf(child, path);
        if (alias !== undefined) {
          gathering.tested.add(alias);
          const known = path.known.get(alias);
          if (known !== undefined && known.tested === "none") path.known.set(alias, { ...known, tested: "compared" });
          return;
        }
      }
      if (ts.isCallExpression(child) && /^(?:this\.|\w+$)/.test(calleeText(child.expression))) calling = true;
      if (ts.isBinaryExpression(child) && isEquality(child.operatorToken.kind)) comparing = true;
      ts.forEachChild(child, visit);
    };
    visit(node);
    evaluate(node, path);
    // A second look by way of a method, or at the mark of a newer run, counts as a look at everything.
    if (calling || (comparing && shared.size > 0))
      for (const [key, known] of path.known) if (known.awaited !== undefined) path.known.delete(key);
  };

  const refine = (node: ts.Expression, outcome: boolean, path: Path): void => {
    const inner = bare(node);
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
      refine(inner.operand, !outcome, path);
      return;
    }
    if (ts.isBinaryExpression(inner)) {
      const kind = inner.operatorToken.kind;
      const both = kind === ts.SyntaxKind.AmpersandAmpersandToken;
      if (both || kind === ts.SyntaxKind.BarBarToken) {
        if (both === outcome) {
          refine(inner.left, outcome, path);
          refine(inner.right, outcome, path);
        }
        return;
      }
      if (isEquality(kind)) {
        const same =
          kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken
            ? outcome
            : !outcome;
        for (const [side, other] of [
          [inner.left, inner.right],
          [inner.right, inner.left],
        ] as const) {
          if (isEmpty(other)) learn(side, same ? "absent" : "present", path);
          else if (other.kind === ts.SyntaxKind.TrueKeyword) learn(side, same ? "present" : "absent", path);
        }
      }
      return;
    }
    learn(inner, outcome ? "present" : "absent", path);
  };

  const learn = (node: ts.Expression, tested: Tested, path: Path): void => {
    const inner = bare(node);
    const key = nameOf(inner)?.key ?? aliasOf(inner, path);
    const known = key === undefined ? undefined : path.known.get(key);
    if (key !== undefined && known !== undefined) path.known.set(key, { ...known, tested });
  };

  const steps: Steps = {
    range: low.range,
    evaluate,
    test,
    branch,
    waits,
    aliases,
    returned: (node, path) => {
      const inner = bare(node);
      const key = nameOf(inner)?.key ?? aliasOf(inner, path);
      if (key !== undefined) returned.add(key);
    },
  };
  const kept = timers.map(
    ({ name, at }) => [name.key, { name, at, counts: false, checked: true, timer: true }] as const,
  );
  const start: Path = { known: new Map(), set: new Map(kept), alias: new Map(), guarded: always };
  let flow: Flow;
  if (ts.isBlock(fn.body)) flow = flowOf(fn.body.statements, start, steps, going);
  else {
    evaluate(fn.body, start);
    flow = { ...NOTHING, next: [start] };
  }
  if (going.fuel <= 0) return;
  for (const { site, ...one } of stales) {
    // A write that is reached without the test as well does not depend on it.
    const depends = [...(arrivals.get(site) ?? [])].every((tested) => tested === one.tested);
    if (one.waitedFor || one.derived || depends)
      gathering.stale.set(`${id} ${site}`, { ...one, returned: returned.has(one.key) });
  }
  for (const flag of stuckFlags({ id, own, end: low.range(fn).end, flow, thrown: going.thrown, reset }))
    gathering.stuck.set(`${id} ${flag.key} ${flag.by}`, flag);
}
