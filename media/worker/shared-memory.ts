// Gives the worker `SharedArrayBuffer`, which browsers hide from pages that are not isolated from other origins, as VS Code's are not.

provideSharedMemory(globalThis);

/**
 * All of the program's threads live in this one worker, so its memory is shared between them and with nobody else: there is no other
 * agent to measure time against, which is what hiding the constructor prevents. A shared WebAssembly memory has the same constructor
 * (and needs no compilation, which the page's policy would refuse).
 */
function provideSharedMemory(scope: object): void {
  if (Reflect.has(scope, "SharedArrayBuffer")) return;
  try {
    const { buffer } = new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true });
    Reflect.defineProperty(scope, "SharedArrayBuffer", {
      value: buffer.constructor,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  } catch {
    // A browser without shared memory: the program then finds no constructor, and its error names it.
  }
}
