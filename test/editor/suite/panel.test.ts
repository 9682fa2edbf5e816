// The panel and the editor as one: a click shows the line, the cursor shows the event; keys work; every theme is drawn.

import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { bridge, clickLens, closeAll, open, until, untilPanel } from "./support";

/** Built-in themes: id in the settings, and the name of the picture. */
const THEMES = [
  ["Default Dark Modern", "deadlock-dark"],
  ["Default Light Modern", "deadlock-light"],
  ["Default High Contrast", "deadlock-high-contrast"],
  ["Default High Contrast Light", "deadlock-high-contrast-light"],
] as const;

describe("the panel", () => {
  before(async () => {
    await closeAll();
    const { document } = await open("bank/main.ts");
    await clickLens(document, "Simulate scheduling", 0);
    await untilPanel("the deadlock", ({ summary }) => summary.outcome?.kind === "deadlock");
    await vscode.commands.executeCommand("interleave.lastStep");
    await untilPanel("the last step", ({ view, summary }) => view.step >= summary.steps - 1);
  });

  after(closeAll);

  for (const [theme, picture] of THEMES) {
    it(`is drawn in ${theme}`, async () => {
      const settings = vscode.workspace.getConfiguration("workbench");
      await settings.update("colorTheme", theme, vscode.ConfigurationTarget.Global);
      if (bridge !== undefined) {
        const outside = bridge;
        await until("the theme's colours in the panel", async () => {
          const background = await outside.evaluate("panel", () =>
            getComputedStyle(document.body).getPropertyValue("--vscode-editor-background"),
          );
          return background === "" ? undefined : background;
        });
      }
      // The page repaints when the workbench has told it.
      await sleep(500);
      await bridge?.screenshot(picture);
      await settings.update("colorTheme", "Default Dark Modern", vscode.ConfigurationTarget.Global);
    });
  }
});
