// A variable of a module: one for each process that imports it.

let counted = 0;

export function increment(): void {
  counted += 1;
}

export function count(): number {
  return counted;
}
