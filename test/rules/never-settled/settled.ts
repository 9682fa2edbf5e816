// Every way settles the promise, hands it on, or is meant to wait for ever.
import { once, type EventEmitter } from "node:events";
import { readFile } from "node:fs";

export function everyBranch(ready: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    if (ready) resolve();
    else reject(new Error("not ready"));
  });
}

export function thrown(ready: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (!ready) throw new Error("not ready");
    resolve();
  });
}

export function early(url: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (url === "") {
      reject(new Error("no url"));
      return;
    }
    fetch(url).then(resolve, reject);
  });
}

export function node(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readFile(path, "utf8", (error, text) => {
      if (error) reject(error);
      else resolve(text);
    });
  });
}

export function polled(done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const poll = (): void => {
      if (done()) resolve();
      else setTimeout(poll, 100);
    };
    poll();
  });
}

export function interval(done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!done()) return;
      clearInterval(timer);
      resolve();
    }, 100);
  });
}

/** A listener that is called many times need not settle each time. */
export function event(emitter: EventEmitter): Promise<number> {
  return new Promise((resolve) => {
    emitter.on("data", (value: number) => {
      if (value > 10) resolve(value);
    });
  });
}

export function guarded(text: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    try {
      resolve(JSON.parse(text));
    } catch (error) {
      reject(error);
    }
  });
}

export function inFinally(work: () => void): Promise<void> {
  return new Promise((resolve) => {
    try {
      work();
    } finally {
      resolve();
    }
  });
}

export function closed(kind: "one" | "two"): Promise<number> {
  return new Promise((resolve) => {
    switch (kind) {
      case "one":
        resolve(1);
        break;
      case "two":
        resolve(2);
    }
  });
}

export function executor(url: string): Promise<Response> {
  return new Promise(async (resolve, reject) => {
    try {
      resolve(await fetch(url));
    } catch (error) {
      reject(error);
    }
  });
}

export function recovered(url: string): Promise<Response | undefined> {
  return new Promise((resolve) => {
    fetch(url)
      .catch(() => undefined)
      .then(resolve);
  });
}

export function both(url: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    fetch(url)
      .then((answer) => resolve(answer))
      .catch((error) => reject(error));
  });
}

const waiting: (() => void)[] = [];

export function handedOn(): Promise<void> {
  return new Promise((resolve) => waiting.push(resolve));
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function slept(ms: number): Promise<void> {
  return new Promise((resolve) => {
    sleep(ms).then(resolve);
  });
}

/** Meant to stay pending. */
export function forEver(): Promise<never> {
  return new Promise(() => {});
}

export function race(emitter: EventEmitter, ms: number): Promise<unknown> {
  return Promise.race([once(emitter, "ready"), new Promise((_, reject) => setTimeout(reject, ms))]);
}

/** Without a signal it lasts as long as the program. */
export function aborted(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal) signal.addEventListener("abort", () => resolve());
  });
}
