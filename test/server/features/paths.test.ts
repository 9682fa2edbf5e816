// Addresses and paths.

import { describe, expect, it } from "vitest";
import { isInside, normalPath, pathOfUri, uriOfPath } from "#server/features/paths";

describe("the path of an address", () => {
  it.each([
    ["file:///home/a/b.ts", "/home/a/b.ts"],
    ["file:///home/a%20b/%C3%A9.ts", "/home/a b/é.ts"],
    ["file:///home/a%23b.ts", "/home/a#b.ts"],
  ])("%s is %s, and back again", (uri, path) => {
    expect(pathOfUri(uri)).toBe(path);
    expect(pathOfUri(uriOfPath(path))).toBe(path);
  });

  it.each(["untitled:Untitled-1", "vscode-vfs://github/a.ts", "git:/a.ts", "", "file://%zz", "file:///a%2Fb.ts"])(
    "%j has none",
    (uri) => {
      expect(pathOfUri(uri)).toBeUndefined();
    },
  );
});

describe("a normal path", () => {
  it("has slashes and a small drive letter", () => {
    expect(normalPath("C:\\a\\b.ts")).toBe("c:/a/b.ts");
    expect(normalPath("/a/b.ts")).toBe("/a/b.ts");
  });
});

describe("inside", () => {
  it.each([
    ["/a", "/a", true],
    ["/a", "/a/b.ts", true],
    ["/a", "/ab.ts", false],
    ["/a/b", "/a", false],
    ["/", "/a", true],
  ])("%s holds %s: %s", (root, path, expected) => {
    expect(isInside(root, path)).toBe(expected);
  });
});
