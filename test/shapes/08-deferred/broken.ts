// A way on which nobody settles it, where it is made.
declare function read(done: (error: Error | undefined, text?: string) => void): void;

export function load(): Promise<string> {
  return new Promise((resolve) => {
//       ^^^^^^^^^^^ warning[never-settled]: This promise never settles when `error !== undefined` holds
    read((error, text) => {
      if (error !== undefined) return;
      resolve(text ?? "");
    });
  });
}
