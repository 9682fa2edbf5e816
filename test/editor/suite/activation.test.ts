// The extension is there, activates, and registered its commands.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { connectBridge } from "./bridge";

describe("activation", () => {
  it("activates", async () => {
    const extension = vscode.extensions.getExtension("interleave.interleave");
    assert.ok(extension, "the extension is not installed");
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("is photographed", async () => {
    await connectBridge(process.env)?.screenshot("activation");
  });
});
