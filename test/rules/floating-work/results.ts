// What is filled after an `await` is used at once.

export async function sizes(files: readonly string[], size: (file: string) => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  files.forEach(async (file) => {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `forEach` does not wait for its callbacks: `found` is used at line 9 before it is filled at line 7
    found.push(await size(file));
  });
  return found;
}

class Count {
  total = 0;
  readonly names = new Map<string, number>();

  async of(files: readonly string[], size: (file: string) => Promise<number>): Promise<number> {
    files.forEach(async (file) => {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `this.names` is used at line 22
      const one = await size(file);
      this.names.set(file, one);
    });
    return this.names.size;
  }
}

export const count = new Count();

export async function report(print: (lines: readonly string[]) => Promise<void>, files: readonly string[]): Promise<void> {
  const lines: Record<string, string> = {};
  files.forEach(async (file) => {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `lines` is used at line 35
    await Promise.resolve();
    lines[file] = "read";
  });
  await print(Object.keys(lines));
}
