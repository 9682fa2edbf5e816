// Which files are tests: they are read, but what they do says nothing about the program.

/** Tests call functions one after the other, which says nothing about the program. */
export function isTestFile(path: string): boolean {
  return /[./](test|tests|spec)\.[cm]?[jt]sx?$|\/__tests__\//.test(path);
}
