// Which files are tests: they are read, but what they do says nothing about the program.

/**
 * By its name, or by a folder that it is in: `test`, `tests` or `__tests__`, however deep (`src/test/...` too).
 * @param root absolute path; the folders above it say nothing, so that a project below a folder `test` is a project
 */
export function isTestFile(path: string, root: string): boolean {
  const inside = path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  return /[./](test|tests|spec)\.[cm]?[jt]sx?$|\/(?:__tests__|tests?)\//.test(inside);
}
