// Changes to the objects of the language that a program may make, and a program that gives the engine something to do after them.

/** Locks, ports, timers, events, workers, console: what the engine does for it uses arrays, maps, texts and functions of all kinds. */
export const WORK = `
import { Worker, MessageChannel } from "node:worker_threads";
import { EventEmitter } from "node:events";
let inside = 0;
async function section(id: number): Promise<number> {
  return navigator.locks.request("account", async () => {
    inside += 1;
    await new Promise<void>((resolve) => setTimeout(resolve, 1));
    return id;
  }) as unknown as number;
}
async function main(): Promise<void> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url));
  worker.postMessage({ list: [1, 2, 3] });
  const answer = await new Promise<number>((resolve) => { worker.once("message", resolve); });
  console.log("worker says %d", answer);
  const { port1, port2 } = new MessageChannel();
  const got = new Promise<void>((resolve) => port2.once("message", () => resolve()));
  port1.postMessage(1);
  await got;
  port1.close();
  const first = section(1);
  const second = section(2);
  const third = section(3);
  const emitter = new EventEmitter();
  emitter.on("done", (text: string) => console.log("event", text));
  emitter.emit("done", (await first) + "," + (await second) + "," + (await third));
  process.nextTick(() => queueMicrotask(() => setImmediate(() => console.log("inside", inside, [1, "two", { three: new Map() }]))));
}
void main();
`;

export const WORKER = `
import { parentPort } from "node:worker_threads";
parentPort?.once("message", ({ list }: { list: number[] }) => {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i] ?? 0;
  parentPort?.postMessage(sum);
});
`;

const liar = "(() => { throw new Error('lie'); })";

export const POLLUTIONS: Readonly<Record<string, string>> = {
  "a push that loses things": "Array.prototype.push = function () { return 0; };",
  "shift, pop, splice and slice that lie": `for (const name of ["shift", "pop", "splice", "slice", "unshift"]) (Array.prototype as any)[name] = () => [];`,
  "map, filter, some, every, find, includes, join that throw": `for (const name of ["map", "filter", "some", "every", "find", "findLast", "includes", "join", "flatMap", "concat", "at", "toSorted", "sort", "indexOf"]) (Array.prototype as any)[name] = ${liar};`,
  "arrays that walk through nothing": "(Array.prototype as any)[Symbol.iterator] = function* () {};",
  "array iterators that end at once":
    "Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ value: undefined, done: true });",
  "generators that end at once":
    "const proto = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())); Object.defineProperty(proto, Symbol.iterator, { value: () => ({ next: () => ({ done: true }) }) });",
  "maps that forget": `for (const name of ["get", "set", "has", "delete", "keys", "values", "entries", "forEach"]) (Map.prototype as any)[name] = () => undefined; (Map.prototype as any)[Symbol.iterator] = ${liar}; Object.defineProperty(Map.prototype, "size", { get: () => 0 });`,
  "sets that forget": `for (const name of ["add", "has", "delete", "keys", "values", "entries", "forEach"]) (Set.prototype as any)[name] = () => false; (Set.prototype as any)[Symbol.iterator] = ${liar}; Object.defineProperty(Set.prototype, "size", { get: () => 99 });`,
  "weak maps and weak sets that forget": `for (const name of ["get", "set", "has", "delete"]) (WeakMap.prototype as any)[name] = () => undefined; for (const name of ["add", "has", "delete"]) (WeakSet.prototype as any)[name] = () => true;`,
  "texts that throw": `for (const name of ["slice", "split", "replace", "replaceAll", "startsWith", "endsWith", "includes", "indexOf", "padStart", "repeat", "trim", "charCodeAt", "toLowerCase", "match"]) (String.prototype as any)[name] = ${liar}; (String.prototype as any)[Symbol.iterator] = ${liar};`,
  "regular expressions that throw": `RegExp.prototype.exec = ${liar} as any; RegExp.prototype.test = ${liar} as any; for (const s of ["replace", "match", "matchAll", "split", "search"]) (RegExp.prototype as any)[(Symbol as any)[s]] = ${liar}; Object.defineProperty(RegExp.prototype, "flags", { get: ${liar} });`,
  "call, apply and bind that throw": `(Function.prototype as any).call = ${liar}; (Function.prototype as any).apply = ${liar}; (Function.prototype as any).bind = ${liar};`,
  "texts of functions": `(Function.prototype as any).toString = () => "async function f() {}";`,
  "a __proto__ of its own": `Object.defineProperty(Object.prototype, "__proto__", { get: ${liar}, set: ${liar} });`,
  "hasOwnProperty, toString and valueOf that lie": `Object.prototype.hasOwnProperty = () => true; Object.prototype.toString = () => "lie"; Object.prototype.valueOf = ${liar} as any;`,
  "functions of Object that lie": `for (const name of ["keys", "values", "entries", "assign", "create", "defineProperty", "defineProperties", "fromEntries", "getPrototypeOf", "hasOwn", "freeze", "getOwnPropertyDescriptor", "setPrototypeOf", "is"]) (Object as any)[name] = ${liar};`,
  "functions of Reflect that lie": `for (const name of Object.getOwnPropertyNames(Reflect)) (Reflect as any)[name] = ${liar};`,
  "JSON that lies": `JSON.stringify = () => "{}"; JSON.parse = () => ({});`,
  "Array.isArray and Array.from that lie": `(Array as any).isArray = () => false; (Array as any).from = () => [];`,
  "Math and Number that lie": `Math.max = () => 0; Math.min = () => 0; Math.floor = () => 1; Number.isInteger = (() => false) as any; Number.prototype.toString = () => "0";`,
  "toJSON on everything": `(Object.prototype as any).toJSON = () => "lie"; (Array.prototype as any).toJSON = () => "lie"; (String.prototype as any).toJSON = () => "lie";`,
  "descriptors that inherit": `(Object.prototype as any).writable = false; (Object.prototype as any).enumerable = true; (Object.prototype as any).get = () => 1;`,
  "a constructor that makes something else": `class Evil { constructor() { throw new Error("lie"); } } Object.defineProperty(Array, Symbol.species, { get: () => Evil }); (RegExp.prototype as any).constructor = Evil; Object.defineProperty(RegExp, Symbol.species, { get: () => Evil });`,
  "stacks that throw": `(Error as any).prepareStackTrace = ${liar}; Error.stackTraceLimit = Number.NaN;`,
  "stacks as objects": `(Error as any).prepareStackTrace = () => ({ toString: ${liar} });`,
  "instanceof that lies": `for (const type of [Map, Set, Array, Object, Function]) Object.defineProperty(type, Symbol.hasInstance, { value: () => true });`,
  "typed arrays and buffers that throw": `for (const name of ["set", "subarray", "slice", "fill"]) (Object.getPrototypeOf(Uint8Array.prototype) as any)[name] = ${liar}; ArrayBuffer.prototype.slice = ${liar} as any;`,
  "a promise that counts": `const kept = Promise.prototype.then; Promise.prototype.then = function (this: any, ...given: any[]) { return Reflect.apply(kept, this, given); } as any;`,
};
