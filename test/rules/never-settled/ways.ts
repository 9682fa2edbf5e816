import { readFile } from "node:fs";

export function forgotten(work: () => void): Promise<void> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ error: Nothing settles this promise: `resolve`
    work();
  });
}

export function oneBranch(ready: boolean): Promise<void> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: when `ready` does not hold
    if (ready) resolve();
  });
}

export function shortcut(ready: boolean): Promise<void> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: when `ready` does not hold
    ready && resolve();
  });
}

export function early(url: string): Promise<Response> {
  return new Promise((resolve, reject) => {
//       ^^^^^^^^^^^ warning: when `url === ""` holds: that way ends at line 28
    if (url === "") {
      return;
    }
    fetch(url).then(resolve, reject);
  });
}

export function failing(path: string): Promise<string> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: when `error` holds
    readFile(path, "utf8", (error, text) => {
      if (error) {
        console.error(error);
        return;
      }
      resolve(text);
    });
  });
}

export function caught(text: string): Promise<unknown> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: when `JSON.parse(text)` throws
    try {
      resolve(JSON.parse(text));
    } catch (error) {
      console.error(error);
    }
  });
}

export function later(done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: when `done()` does not hold
    setTimeout(() => {
      if (done()) resolve();
    }, 100);
  });
}

export function first(urls: readonly string[], good: (url: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: when `good(url)` does not hold
    for (const url of urls) {
      if (good(url)) {
        resolve(url);
        return;
      }
    }
  });
}

export function byKind(kind: string): Promise<number> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning: when `kind` is none of the cases
    switch (kind) {
      case "one":
        resolve(1);
        break;
      case "two":
        resolve(2);
    }
  });
}
