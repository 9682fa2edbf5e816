// The extension is there, activates, and registered its commands.

import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("activation", () => {
  it("activates", async () => {
    const extension = vscode.extensions.getExtension("interleave.interleave");
    assert.ok(extension, "the extension is not installed");
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("registers every command that it contributes", async () => {
    const extension = vscode.extensions.getExtension("interleave.interleave");
    const contributed: readonly { readonly command: string }[] = extension?.packageJSON.contributes.commands ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributed.length > 0);
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
