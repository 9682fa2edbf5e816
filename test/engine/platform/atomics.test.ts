// `Atomics` on the simulated machine answers as Node's own, where nothing has to block.

import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { outputOf, simulateJs } from "../../support/simulate-js";

/** What the host's own Atomics print; only for programs without waiting. */
function native(code: string): string[] {
  const lines: string[] = [];
  const log = (...values: unknown[]) =>
    void lines.push(values.map((value) => (typeof value === "bigint" ? `${value}n` : String(value))).join(" "));
  runInNewContext(code, { console: { log }, SharedArrayBuffer, Atomics });
  return lines;
}

const SAME: Readonly<Record<string, string>> = {
  "read-modify-write of every width": `
    for (const Class of [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array]) {
      const a = new Class(new SharedArrayBuffer(16));
      console.log(Class.name, Atomics.store(a, 0, 5.9), Atomics.add(a, 0, 300), Atomics.sub(a, 0, 1), Atomics.and(a, 0, 0xff),
        Atomics.or(a, 0, 256), Atomics.xor(a, 0, 3), Atomics.exchange(a, 0, -1), Atomics.load(a, 0),
        Atomics.compareExchange(a, 0, -1, 7), Atomics.compareExchange(a, 0, Atomics.load(a, 0), 9), Atomics.load(a, 0));
    }`,
  "64 bits": `
    const a = new BigInt64Array(new SharedArrayBuffer(16)), u = new BigUint64Array(new SharedArrayBuffer(8));
    console.log(Atomics.store(a, 1, -1n), Atomics.add(a, 1, 2n ** 63n), Atomics.load(a, 1), Atomics.compareExchange(a, 1, Atomics.load(a, 1), 5n), Atomics.exchange(a, 1, 6n), Atomics.sub(u, 0, 1n), Atomics.load(u, 0));`,
  "arrays that are not shared": `
    const a = new Int32Array(2); console.log(Atomics.add(a, 0, 2), Atomics.load(a, 0), Atomics.notify(a, 0), Atomics.isLockFree(4));`,
  "what is refused": `
    const a = new Int32Array(new SharedArrayBuffer(8));
    const tries = [() => Atomics.load(new Float64Array(1), 0), () => Atomics.load({}, 0), () => Atomics.load(a, 2), () => Atomics.load(a, -1), () => Atomics.store(new BigInt64Array(1), 0, 1),
      () => Atomics.wait(new Int32Array(1), 0, 0), () => Atomics.wait(new Int16Array(new SharedArrayBuffer(8)), 0, 0), () => Atomics.notify(new Uint32Array(new SharedArrayBuffer(8)), 0), () => Atomics.wait(a, 2, 0), () => Atomics.waitAsync(new Int32Array(1), 0, 0)];
    for (const attempt of tries) try { console.log(attempt()); } catch (error) { console.log(error.constructor.name); }`,
  "coercions happen once, in order": `
    const a = new Int32Array(new SharedArrayBuffer(8)); const seen = [];
    const v = (name, value) => ({ valueOf() { seen.push(name); return value; } });
    Atomics.compareExchange(a, v("index", 1), v("expected", 0), v("new", 3)); Atomics.store(a, v("i", 0), v("s", 1)); console.log(seen.join(), a.join());`,
  "waits that are over at once": `
    const a = new Int32Array(new SharedArrayBuffer(8)), b = new BigInt64Array(new SharedArrayBuffer(8));
    console.log(Atomics.wait(a, 0, 1), Atomics.wait(a, 0, 0, 0), Atomics.wait(a, 0, 0, -5), Atomics.wait(b, 0, 1n), Atomics.wait(b, 0, 0n, 0), Atomics.wait(a, 0, 2 ** 32, 0), Atomics.notify(a, 0), Atomics.waitAsync(a, 0, 5).value, Atomics.waitAsync(a, 0, 0, 0).value);`,
  "names and tags": `
    console.log(String(Atomics), Atomics.wait.name, Atomics.notify.name, typeof Atomics, Object.keys(Atomics).length);`,
};

describe("Atomics", () => {
  it.each(Object.entries(SAME))("%s: as Node", async (_name, code) => {
    const trace = await simulateJs({ code, kind: "cjs" });
    expect(outputOf(trace)).toEqual(native(code));
  });

  it("wakes asynchronous waiters first in, first out, as many as asked for", async () => {
    const code = `
      const a = new Int32Array(new SharedArrayBuffer(8));
      for (let i = 0; i < 4; i++) Atomics.waitAsync(a, 0, 0).value.then((how) => console.log(i, how));
      console.log(Atomics.waitAsync(a, 1, 0).async);
      setTimeout(() => { console.log("two", Atomics.notify(a, 0, 2)); }, 1);
      setTimeout(() => { console.log("none", Atomics.notify(a, 0, 0), "all", Atomics.notify(a, 0)); }, 2);
      setTimeout(() => {}, 3);`;
    const lines = outputOf(await simulateJs({ code, kind: "cjs" }));
    expect(lines).toEqual(["true", "two 2", "0 ok", "1 ok", "none 0 all 2", "2 ok", "3 ok"]);
  });

  it("ends a wait at its time, on the machine's own clock", async () => {
    const code = `
      const a = new Int32Array(new SharedArrayBuffer(8)); const start = performance.now();
      Atomics.waitAsync(a, 0, 0, 250).value.then((how) => console.log(how, Math.round(performance.now() - start), Atomics.notify(a, 0)));
      setTimeout(() => {}, 300);`;
    expect(outputOf(await simulateJs({ code, kind: "cjs" }))).toEqual(["timed-out 250 0"]);
  });

  it("stops loudly where code that cannot be suspended would have to wait", async () => {
    const code = `Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0); console.log("never");`;
    const trace = await simulateJs({ code, kind: "cjs" });
    expect(trace.outcome).toMatchObject({
      kind: "bound",
      limit: "suspension",
      message: expect.stringContaining("has to wait"),
    });
    expect(outputOf(trace)).toEqual([]);
  });

  it("does not lead to the host's own Atomics, whose wait would stop the machine", async () => {
    const code = `console.log(Object.getPrototypeOf(Atomics) === Object.prototype, globalThis.Atomics === Atomics);`;
    expect(outputOf(await simulateJs({ code, kind: "cjs" }))).toEqual(["true true"]);
  });
});
