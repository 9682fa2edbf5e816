// Programs whose threads block one another in shared memory. Data only.

const LOCK = `
  export class Lock {
    constructor(private readonly cells: Int32Array, private readonly at: number) {}
    lock(): void {
      while (Atomics.compareExchange(this.cells, this.at, 0, 1) !== 0) Atomics.wait(this.cells, this.at, 1);
    }
    unlock(): void {
      Atomics.store(this.cells, this.at, 0);
      Atomics.notify(this.cells, this.at, 1);
    }
  }`;

const START = `
  import { Worker } from "node:worker_threads";
  export const memory = new SharedArrayBuffer(256);
  export const cells = new Int32Array(memory);
  export const start = (data: object) => new Promise<void>((resolve) => {
    new Worker(new URL("./worker.ts", import.meta.url), { workerData: { memory, ...data } }).on("exit", () => resolve());
  });`;

type Files = Readonly<Record<string, string>>;

/** Correct programs: what they print does not depend on the schedule. */
export const CORRECT: Readonly<Record<string, Files>> = {
  "a mutex": {
    "lock.ts": LOCK,
    "start.ts": START,
    "main.ts": `
      import { cells, start } from "./start";
      await Promise.all([start({}), start({}), start({})]);
      console.log("total", cells[1]);`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      import { Lock } from "./lock";
      const cells = new Int32Array(workerData.memory);
      const lock = new Lock(cells, 0);
      for (let i = 0; i < 20; i++) {
        lock.lock();
        const seen = cells[1];
        for (let spin = 0; spin < 3; spin++) Math.sqrt(spin);
        cells[1] = seen + 1;
        lock.unlock();
      }`,
  },
  "a condition variable": {
    "lock.ts": LOCK,
    "start.ts": START,
    "main.ts": `
      import { start } from "./start";
      await Promise.all([start({ role: "waiter" }), start({ role: "waiter" }), start({ role: "setter" })]);
      console.log("all through");`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      import { Lock } from "./lock";
      const cells = new Int32Array(workerData.memory);
      const lock = new Lock(cells, 0);
      const SEQUENCE = 1, READY = 2;
      function wait(): void {
        const seen = Atomics.load(cells, SEQUENCE);
        lock.unlock();
        Atomics.wait(cells, SEQUENCE, seen);
        lock.lock();
      }
      function broadcast(): void {
        Atomics.add(cells, SEQUENCE, 1);
        Atomics.notify(cells, SEQUENCE);
      }
      lock.lock();
      if (workerData.role === "waiter") {
        while (cells[READY] === 0) wait();
      } else {
        cells[READY] = 1;
        broadcast();
      }
      lock.unlock();`,
  },
  "a bounded ring buffer": {
    "start.ts": START,
    "main.ts": `
      import { start } from "./start";
      await Promise.all([start({ role: "consumer" }), start({ role: "producer" })]);`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData.memory);
      const HEAD = 0, TAIL = 1, FIRST = 2, SIZE = 4;
      function put(value: number): void {
        const tail = Atomics.load(cells, TAIL);
        for (let head = Atomics.load(cells, HEAD); tail - head === SIZE; head = Atomics.load(cells, HEAD)) Atomics.wait(cells, HEAD, head);
        Atomics.store(cells, FIRST + (tail % SIZE), value);
        Atomics.store(cells, TAIL, tail + 1);
        Atomics.notify(cells, TAIL);
      }
      function take(): number {
        const head = Atomics.load(cells, HEAD);
        while (Atomics.load(cells, TAIL) === head) Atomics.wait(cells, TAIL, head);
        const value = Atomics.load(cells, FIRST + (head % SIZE));
        Atomics.store(cells, HEAD, head + 1);
        Atomics.notify(cells, HEAD);
        return value;
      }
      if (workerData.role === "producer") {
        for (let i = 1; i <= 12; i++) put(i * i);
        put(-1);
      } else {
        for (let value = take(); value !== -1; value = take()) console.log("took", value);
        console.log("end");
      }`,
  },
  "a barrier": {
    "start.ts": START,
    "main.ts": `
      import { cells, start } from "./start";
      await Promise.all([0, 1, 2].map((id) => start({ id })));
      console.log("early", cells[20], "rounds", cells[1]);`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData.memory);
      const PARTIES = 3, COUNT = 0, GENERATION = 1;
      function arrive(): void {
        const generation = Atomics.load(cells, GENERATION);
        if (Atomics.add(cells, COUNT, 1) === PARTIES - 1) {
          Atomics.store(cells, COUNT, 0);
          Atomics.add(cells, GENERATION, 1);
          Atomics.notify(cells, GENERATION);
        } else {
          while (Atomics.load(cells, GENERATION) === generation) Atomics.wait(cells, GENERATION, generation);
        }
      }
      for (let round = 1; round <= 3; round++) {
        Atomics.store(cells, 10 + workerData.id, round);
        arrive();
        for (let other = 0; other < PARTIES; other++) if (Atomics.load(cells, 10 + other) < round) Atomics.add(cells, 20, 1);
        arrive();
      }`,
  },
  "a semaphore of two": {
    "start.ts": START,
    "main.ts": `
      import { cells, start } from "./start";
      cells[0] = 2;
      await Promise.all([0, 1, 2, 3].map((id) => start({ id })));
      console.log("free", cells[0], "inside", cells[1], "most at most two", cells[2] <= 2, "done", cells[3]);`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData.memory);
      const acquire = (): void => {
        for (;;) {
          const free = Atomics.load(cells, 0);
          if (free === 0) Atomics.wait(cells, 0, 0);
          else if (Atomics.compareExchange(cells, 0, free, free - 1) === free) return;
        }
      };
      const release = (): void => {
        Atomics.add(cells, 0, 1);
        Atomics.notify(cells, 0, 1);
      };
      for (let i = 0; i < 4; i++) {
        acquire();
        const inside = Atomics.add(cells, 1, 1) + 1;
        for (let most = Atomics.load(cells, 2); most < inside; most = Atomics.load(cells, 2)) Atomics.compareExchange(cells, 2, most, inside);
        Atomics.add(cells, 3, 1);
        Atomics.sub(cells, 1, 1);
        release();
      }`,
  },
  "the main thread waits for an answer": {
    "start.ts": START,
    "main.ts": `
      import { cells, start } from "./start";
      const over = start({});
      console.log("asked", Atomics.wait(cells, 0, 0));
      console.log("answer", Atomics.load(cells, 1), Atomics.wait(cells, 0, 0));
      await over;`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData.memory);
      Atomics.store(cells, 1, 42);
      Atomics.store(cells, 0, 1);
      Atomics.notify(cells, 0);`,
  },
  "waiters are woken in the order in which they came": {
    "start.ts": START,
    "main.ts": `
      import { cells, start } from "./start";
      const all = [];
      for (let id = 0; id < 4; id++) {
        all.push(start({ id }));
        while (Atomics.load(cells, 1) <= id) Atomics.wait(cells, 1, id);
        Atomics.wait(cells, 5, 0, 60);
      }
      for (let id = 0; id < 4; id++) {
        console.log("woken", Atomics.notify(cells, 0, 1));
        while (Atomics.load(cells, 2) <= id) Atomics.wait(cells, 2, id);
      }
      await Promise.all(all);`,
    "worker.ts": `
      import { writeSync } from "node:fs";
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData.memory);
      Atomics.add(cells, 1, 1);
      Atomics.notify(cells, 1);
      Atomics.wait(cells, 0, 0);
      Atomics.store(cells, 10 + Atomics.load(cells, 2), workerData.id);
      if (Atomics.load(cells, 2) !== workerData.id) throw new Error("out of order");
      Atomics.add(cells, 2, 1);
      Atomics.notify(cells, 2);`,
  },
  "waiting in callbacks of every kind": {
    "main.ts": `
      import { Worker } from "node:worker_threads";
      const memory = new SharedArrayBuffer(64);
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: memory });
      worker.on("message", (line) => console.log(line));
      worker.postMessage("go");
      const helper = new Worker(new URL("./helper.ts", import.meta.url), { workerData: memory });`,
    "helper.ts": `
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData);
      for (let turn = 1; turn <= 7; turn++) {
        for (let now = Atomics.load(cells, 0); now !== turn; now = Atomics.load(cells, 0)) Atomics.wait(cells, 0, now);
        Atomics.store(cells, 1, turn);
        Atomics.notify(cells, 1);
      }`,
    "worker.ts": `
      import { parentPort, workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData);
      const say = (line: string) => parentPort!.postMessage(line);
      function turn(): number {
        const mine = Atomics.add(cells, 0, 1) + 1;
        Atomics.notify(cells, 0);
        while (Atomics.load(cells, 1) !== mine) Atomics.wait(cells, 1, mine - 1);
        return mine;
      }
      class Asker {
        private asked = 0;
        ask(): string { this.asked++; return "asked " + this.asked + " got " + turn(); }
      }
      const asker = new Asker();
      async function later(): Promise<string> {
        const before = turn();
        await null;
        return "async " + before + " " + turn();
      }
      parentPort!.once("message", async (message) => {
        say(message + " " + turn());
        say(await later());
        setTimeout(() => {
          say("timer " + turn());
          Promise.resolve().then(() => turn()).then((value) => {
            say("then " + value);
            process.nextTick(() => {
              say(asker.ask());
              queueMicrotask(() => { say("micro " + turn()); });
            });
          });
          say("timer goes on");
        }, 1);
      });`,
  },
  "methods that call a function on every element": {
    "start.ts": START,
    "main.ts": `
      import { cells, start } from "./start";
      const over = start({});
      const ask = (value: number): number => {
        Atomics.store(cells, 0, value);
        Atomics.notify(cells, 0);
        Atomics.wait(cells, 1, 0);
        Atomics.store(cells, 1, 0);
        return Atomics.load(cells, 2);
      };
      const list = [3, 1, 2];
      console.log(list.map((value) => ask(value)), list.filter((value) => ask(value) > 2), list.some((value) => ask(value) === 2), list.every((value) => ask(value) > 2));
      console.log(list.find((value) => ask(value) === 4), list.findIndex((value) => ask(value) === 4), list.findLast((value) => ask(value) > 3), list.reduce((sum, value) => sum + ask(value), 0), list.flatMap((value) => [value, ask(value)]));
      list.forEach((value, index) => console.log(index, ask(value)));
      new Map([["k", 5]]).forEach((value, key) => console.log(key, ask(value)));
      ask(-1);
      await over;`,
    "worker.ts": `
      import { workerData } from "node:worker_threads";
      const cells = new Int32Array(workerData.memory);
      for (let value = 0; value !== -1; ) {
        Atomics.wait(cells, 0, 0);
        value = Atomics.exchange(cells, 0, 0);
        Atomics.store(cells, 2, value * 2);
        Atomics.store(cells, 1, 1);
        Atomics.notify(cells, 1);
      }`,
  },
};
