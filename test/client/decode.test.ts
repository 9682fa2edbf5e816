// What reaches the extension host from the panel, from commands and from its own memory is looked at first.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFromWebview, decodeRemembered, decodeScenarioParams } from "#client/decode";
import { DEFAULT_MACHINE } from "#engine/machine";
import type { FromWebview } from "#protocol/webview";

const view = { step: 3, machine: DEFAULT_MACHINE, level: "tasks" } as const;
const messages: readonly FromWebview[] = [
  { type: "ready" },
  { type: "refresh" },
  { type: "reveal", uri: "file:///a.ts", site: 4, focus: false },
  { type: "error", message: "oh" },
  {
    type: "view",
    view,
    summary: {
      running: false,
      steps: 9,
      outcome: { kind: "completed", exitCode: 0 },
      why: "transfer waits",
      tasks: { transfer: "blocked" },
      threads: {},
      deadlock: "",
      marks: [{ site: 2, text: "Data race on counter[0]: nothing orders this read and the write by add." }],
    },
  },
  {
    type: "view",
    view,
    summary: { running: false, steps: 0, outcome: undefined, why: "", tasks: {}, threads: {}, deadlock: "", marks: [] },
  },
];

describe("messages of the panel", () => {
  it.each(messages)("$type is understood", (message) => {
    expect(decodeFromWebview(structuredClone(message))).toEqual(message);
  });

  it.each([
    undefined,
    null,
    "ready",
    { type: "open", uri: "file:///etc/passwd" },
    { type: "reveal", uri: "file:///a.ts", site: -1, focus: false },
    { type: "reveal", uri: "file:///a.ts", site: 1.5, focus: false },
    { type: "view", view: { ...view, level: "galaxies" }, summary: {} },
    { type: "view", view: { ...view, machine: { ...DEFAULT_MACHINE, cpus: 0 } }, summary: {} },
  ])("%j is not", (message) => {
    expect(decodeFromWebview(message)).toBeUndefined();
  });

  it("can be anything without an exception", () => {
    fc.assert(fc.property(fc.anything(), (message) => void decodeFromWebview(message)));
  });
});

describe("the argument of the command", () => {
  it("is a place in a file on the disk", () => {
    const params = { uri: "file:///a.ts", position: { line: 1, character: 2 } };
    expect(decodeScenarioParams(params)).toEqual(params);
    expect(decodeScenarioParams({ uri: "file:///a.ts" })).toEqual({ uri: "file:///a.ts" });
  });

  it.each([undefined, "file:///a.ts", { uri: "untitled:1" }, { path: "/a.ts", scheme: "file" }])(
    "is not %j, which a menu may pass",
    (argument) => {
      expect(decodeScenarioParams(argument)).toBeUndefined();
    },
  );
});

describe("what was remembered", () => {
  it("comes back, and is left alone where it is of another shape", () => {
    const remembered = { params: { uri: "file:///a.ts" }, view };
    expect(decodeRemembered(structuredClone(remembered))).toEqual(remembered);
    expect(decodeRemembered({ params: { uri: "file:///a.ts" } })?.view).toBeUndefined();
    expect(decodeRemembered({ view })).toBeUndefined();
  });
});
