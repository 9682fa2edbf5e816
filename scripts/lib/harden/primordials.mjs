// The module behind `$p`: the language's own functions, taken before any simulated code runs, and ways to walk through lists that use none of theirs.

/**
 * Written out for the names that are used: `Array_push` is a method with the receiver first, `Map_get_size` an accessor, `static_Object_keys`
 * a member of a global object, `global_Map` a global; the others are below.
 * @param {ReadonlySet<string>} names
 */
export function primordials(names) {
  const lines = [FIXED];
  for (const name of [...names].sort()) {
    if (OWN.has(name)) continue;
    const [, kind = "", rest = ""] = /^(\w+?)_(.*)$/.exec(name) ?? [];
    const accessor = rest.startsWith("get_") ? rest.slice(4) : undefined;
    const prototype = PROTOTYPES[kind] ?? `${kind}.prototype`;
    if (kind === "global") lines.push(`export const ${name} = typeof ${rest} === "undefined" ? undefined : ${rest};`);
    else if (kind === "static") {
      const [, object = "", member = ""] = /^(\w+?)_(.*)$/.exec(rest) ?? [];
      lines.push(`export const ${name} = own(typeof ${object} === "undefined" ? undefined : ${object}, "${member}");`);
    } else if (kind === "any") lines.push(`export const ${name} = any("${rest}");`);
    else if (accessor !== undefined) lines.push(`export const ${name} = accessor(${prototype}, "${accessor}");`);
    else lines.push(`export const ${name} = method(${prototype}, "${rest}");`);
  }
  return lines.join("\n");
}

const PROTOTYPES = {
  TypedArray: "TypedArrayPrototype",
  Generator: "GeneratorPrototype",
  SharedArrayBuffer: '(typeof SharedArrayBuffer === "undefined" ? undefined : SharedArrayBuffer.prototype)',
};

const FIXED = `
const { apply, getPrototypeOf, setPrototypeOf, getOwnPropertyDescriptor, defineProperty, ownKeys } = Reflect;
const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
const GeneratorPrototype = getPrototypeOf(function* () {}).prototype;
const iterator = Symbol.iterator;
const isArray = Array.isArray;
const RealMap = Map, RealSet = Set, RealWeakMap = WeakMap, RealWeakSet = WeakSet, RealProxy = Proxy, RealRegExp = RegExp;
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const hasInstance = uncurry(Function.prototype[Symbol.hasInstance]);
const method = (prototype, name) => {
  const found = prototype === undefined ? undefined : getOwnPropertyDescriptor(prototype, name) ?? getOwnPropertyDescriptor(Object.prototype, name);
  return typeof found?.value === "function" ? uncurry(found.value) : undefined;
};
const accessor = (prototype, name) => {
  const found = prototype === undefined ? undefined : getOwnPropertyDescriptor(prototype, name);
  return found?.get === undefined ? undefined : uncurry(found.get);
};
const bind = uncurry(Function.prototype.bind);
const alone = (descriptor) => (descriptor === undefined || setPrototypeOf(descriptor, null) ? descriptor : descriptor);
const fixedDefine = (define) => (target, key, descriptor) => define(target, key, bare(descriptor));
const own = (object, name) => {
  const found = object === undefined ? undefined : object[name];
  if (found === Object.defineProperty || found === Reflect.defineProperty) return fixedDefine(found);
  if (found === Object.getOwnPropertyDescriptor || found === Reflect.getOwnPropertyDescriptor) return (target, key) => alone(found(target, key));
  if (object === Array && name === "from") return arrayFrom;
  if (object === Object && name === "fromEntries") return (entries) => fromEntries(walk_some(entries));
  return typeof found === "function" && (object === Array || object === Symbol || object.BYTES_PER_ELEMENT !== undefined) ? bind(found, object) : found;
};
const any = (name) => {
  const ways = [
    [(it) => typeof it === "string", method(String.prototype, name)],
    [(it) => typeof it === "number", method(Number.prototype, name)],
    [isArray, arrayMethods[name] ?? method(Array.prototype, name)],
    [(it) => typeof it === "function", functionMethods[name] ?? method(Function.prototype, name)],
    [(it) => hasInstance(RealMap, it), method(RealMap.prototype, name)],
    [(it) => hasInstance(RealSet, it), method(RealSet.prototype, name)],
    [ArrayBuffer.isView, method(TypedArrayPrototype, name)],
  ];
  return (self, ...args) => {
    for (let i = 0; i < ways.length; i++) if (ways[i][1] !== undefined && ways[i][0](self)) return apply(ways[i][1], undefined, prepend(self, args));
    return apply(self[name], self, args);
  };
};
const prepend = (first, list) => {
  const result = [first];
  for (let i = 0; i < list.length; i++) result[i + 1] = list[i];
  return result;
};
const descriptorKeys = ["configurable", "enumerable", "value", "writable", "get", "set"];
const hasOwn = uncurry(Object.prototype.hasOwnProperty);
const create = Object.create, fromEntries = bind(Object.fromEntries, Object);
/** A descriptor that inherits nothing. */
const bare = (descriptor) => {
  const result = create(null);
  for (let i = 0; i < 6; i++) if (hasOwn(descriptor, descriptorKeys[i])) result[descriptorKeys[i]] = descriptor[descriptorKeys[i]];
  return result;
};
export const proxy = (target, handler) => new RealProxy(target, setPrototypeOf(handler, null) ? handler : handler);

// --- walking -----------------------------------------------------------------------------------------------------

/** An iterator whose every step is its own. */
class Walk {
  constructor(step, source, leave) {
    this.step = step;
    this.source = source;
    this.at = 0;
    this.leave = leave;
    this.return = undefined;
    this.throw = undefined;
  }
  next() {
    return this.step(this);
  }
  [iterator]() {
    return this;
  }
}
setPrototypeOf(Walk.prototype, null);
const stepArray = (walk) =>
  walk.at < walk.source.length ? { value: walk.source[walk.at++], done: false } : { value: undefined, done: true };
export const walk_array = (list) => (list === undefined || list === null || !isArray(list) ? list : new Walk(stepArray, list));
const lengthOf = uncurry(getOwnPropertyDescriptor(TypedArrayPrototype, "length").get);
export const walk_typed = (list) =>
  new Walk((walk) => (walk.at < lengthOf(list) ? { value: list[walk.at++], done: false } : { value: undefined, done: true }), list);
const nextOf = (made) => uncurry(getPrototypeOf(made).next);
const through = (next) => {
  const step = (walk) => next(walk.source);
  return (source) => new Walk(step, source);
};
export const next_mapIterator = nextOf(new RealMap()[iterator]());
export const next_setIterator = nextOf(new RealSet()[iterator]());
export const next_arrayIterator = nextOf([][iterator]());
export const next_characters = nextOf(""[iterator]());
export const next_matches = nextOf("".matchAll(/a/g));
export const next_generator = uncurry(GeneratorPrototype.next);
const returnGenerator = uncurry(GeneratorPrototype.return), throwGenerator = uncurry(GeneratorPrototype.throw);
export const walk_mapIterator = through(next_mapIterator);
export const walk_setIterator = through(next_setIterator);
export const walk_arrayIterator = through(next_arrayIterator);
export const walk_matches = through(next_matches);
const charactersOf = uncurry(String.prototype[iterator]);
export const walk_characters = through(next_characters);
export const walk_string = (text) => walk_characters(charactersOf(text));
const entriesOf = uncurry(RealMap.prototype.entries), valuesOf = uncurry(RealSet.prototype.values);
export const walk_map = (map) => walk_mapIterator(entriesOf(map));
export const walk_set = (set) => walk_setIterator(valuesOf(set));
export const walk_generator = (generator) => {
  const plain = create(null);
  plain.next = (value) => next_generator(generator, value);
  plain.return = (value) => returnGenerator(generator, value);
  plain.throw = (error) => throwGenerator(generator, error);
  plain[iterator] = () => plain;
  return plain;
};
export const walk_some = (list) =>
  isArray(list) ? walk_array(list)
  : hasInstance(RealMap, list) ? walk_map(list)
  : hasInstance(RealSet, list) ? walk_set(list)
  : typeof list === "string" ? walk_string(list)
  : list;
export const next_some = (it) => it.next();
const mapSet = uncurry(RealMap.prototype.set), setAdd = uncurry(RealSet.prototype.add);
const weakSet = uncurry(RealWeakMap.prototype.set), weakAdd = uncurry(RealWeakSet.prototype.add);
export const Map_from = (entries) => {
  const map = new RealMap();
  if (entries !== undefined && entries !== null) for (const entry of walk_some(entries)) mapSet(map, entry[0], entry[1]);
  return map;
};
export const Set_from = (values) => {
  const set = new RealSet();
  if (values !== undefined && values !== null) for (const value of walk_some(values)) setAdd(set, value);
  return set;
};
export const WeakMap_from = (entries) => {
  const map = new RealWeakMap();
  for (const entry of walk_some(entries)) weakSet(map, entry[0], entry[1]);
  return map;
};
export const WeakSet_from = (values) => {
  const set = new RealWeakSet();
  for (const value of walk_some(values)) weakAdd(set, value);
  return set;
};
const realFrom = bind(Array.from, Array);
const arrayFrom = (source, change) => {
  const list = realFrom(walk_some(source));
  return change === undefined ? list : Array_map(list, change);
};

// --- arrays: the language would ask \`constructor\` what to make ---------------------------------------------------

export const Array_map = (list, change, self) => {
  const { length } = list;
  const result = [];
  for (let i = 0; i < length; i++) if (i in list) result[i] = self === undefined ? change(list[i], i, list) : apply(change, self, [list[i], i, list]);
  if (result.length !== length) result.length = length;
  return result;
};
export const Array_filter = (list, test) => {
  const { length } = list;
  const result = [];
  for (let i = 0, to = 0; i < length; i++) {
    const item = list[i];
    if (test(item, i, list)) result[to++] = item;
  }
  return result;
};
export const Array_slice = (list, from = 0, to = list.length) => {
  const { length } = list;
  const start = from < 0 ? (length + from < 0 ? 0 : length + from) : from;
  const end = to < 0 ? length + to : to > length ? length : to;
  const result = [];
  for (let i = start, at = 0; i < end; i++) result[at++] = list[i];
  return result;
};
export const Array_splice = (list, from, count, ...added) => {
  const { length } = list;
  const start = from < 0 ? (length + from < 0 ? 0 : length + from) : from > length ? length : from;
  const removed = count === undefined && added.length === 0 ? length - start : count < 0 ? 0 : count > length - start ? length - start : count;
  const taken = Array_slice(list, start, start + removed);
  const rest = Array_slice(list, start + removed);
  list.length = start;
  let at = start;
  for (let i = 0; i < added.length; i++) list[at++] = added[i];
  for (let i = 0; i < rest.length; i++) list[at++] = rest[i];
  return taken;
};
export const Array_concat = (list, ...others) => {
  const result = Array_slice(list);
  for (let i = 0; i < others.length; i++) {
    const other = others[i];
    if (isArray(other)) for (let j = 0; j < other.length; j++) result[result.length] = other[j];
    else result[result.length] = other;
  }
  return result;
};
export const Array_flatMap = (list, change) => {
  const { length } = list;
  const result = [];
  for (let i = 0; i < length; i++) {
    const made = change(list[i], i, list);
    if (isArray(made)) for (let j = 0; j < made.length; j++) result[result.length] = made[j];
    else result[result.length] = made;
  }
  return result;
};
export const Array_flat = (list) => Array_flatMap(list, (item) => item);
const arrayMethods = { map: Array_map, filter: Array_filter, slice: Array_slice, splice: Array_splice, concat: Array_concat, flatMap: Array_flatMap };

export const instance = (type, value) => hasInstance(type, value);

// --- functions and patterns ---------------------------------------------------------------------------------------

export const Function_apply = (f, self, list) => apply(f, self, list ?? []);
const functionMethods = { apply: Function_apply };
const patternSymbols = [Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split];
const patternValues = [];
for (let i = 0; i < 5; i++) patternValues[i] = RegExp.prototype[patternSymbols[i]];
const patternFlags = ["flags", "global", "ignoreCase", "multiline", "sticky", "unicode", "dotAll", "hasIndices", "unicodeSets"];
const exec = RegExp.prototype.exec;
const Species = Symbol.species;
function Pattern(source, flags) {
  return pattern(new RealRegExp(source, flags));
}
const species = create(null);
defineProperty(species, Species, bare({ value: Pattern }));
const flagOf = [];
for (let i = 0; i < patternFlags.length; i++) flagOf[i] = accessor(RegExp.prototype, patternFlags[i]);
/** A regular expression that asks only itself how to match. */
export const pattern = (expression) => {
  const put = (key, value) => defineProperty(expression, key, bare({ value }));
  put("exec", exec);
  put("constructor", species);
  for (let i = 0; i < 5; i++) put(patternSymbols[i], patternValues[i]);
  for (let i = 0; i < patternFlags.length; i++) if (flagOf[i] !== undefined) put(patternFlags[i], flagOf[i](expression));
  return expression;
};
export const RegExp_test = (expression, text) => apply(exec, expression, [text]) !== null;
`;

/** Names that the fixed part has. */
const OWN = new Set([...FIXED.matchAll(/^export const (\w+)/gm)].map((match) => match[1]));
