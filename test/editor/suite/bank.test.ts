// The bank, as a person meets it: warnings in the text, one click, and its deadlock drawn, stepped through and re-run.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  bridge,
  clickLens,
  closeAll,
  exampleUri,
  lineOf,
  open,
  ruleId,
  type Shown,
  until,
  untilPanel,
  untilWarnings,
} from "./support";

const isDeadlock = ({ summary }: Shown): boolean => summary.outcome?.kind === "deadlock";

/** Moves the panel with a command and waits until it is there. */
async function go(command: string, what: string, wanted: (shown: Shown) => boolean): Promise<Shown> {
  await vscode.commands.executeCommand(command);
  return await untilPanel(what, wanted);
}

describe("the bank", () => {
  let transfer: vscode.TextDocument;

  before(async () => {
    await closeAll();
    transfer = (await open("bank/transfer.ts")).document;
  });

  after(closeAll);

  it("has its warnings at the two acquires of the transfer", async () => {
    await untilWarnings(transfer.uri, [
      `${lineOf(transfer, "await from.mutex.acquire()")}: unreleased-on-path`,
      `${lineOf(transfer, "await to.mutex.acquire()")}: lock-order`,
    ]);
    await bridge?.screenshot("warnings");
  });

  it("shows the other half of the cycle as a related place, at the audit's inner acquire", async () => {
    const finding = vscode.languages.getDiagnostics(transfer.uri).find((one) => ruleId(one) === "lock-order");
    assert.ok(finding);
    const audit = await vscode.workspace.openTextDocument(exampleUri("bank/audit.ts"));
    const inner = lineOf(audit, "alice.mutex.runExclusive");
    const places = (finding.relatedInformation ?? []).map(({ location }) => location);
    assert.ok(
      places.some(({ uri, range }) => uri.path === audit.uri.path && range.start.line === inner),
      `related places: ${places.map(({ uri, range }) => `${uri.path}:${range.start.line + 1}`).join(", ")}`,
    );
  });

  it("is simulated by a click on its lens, and ends in the deadlock of both mutexes and both tasks", async () => {
    const { document } = await open("bank/main.ts");
    await clickLens(document, "Simulate scheduling", 0);
    const { summary } = await untilPanel("the deadlock", isDeadlock);
    for (const name of ["alice.mutex", "bob.mutex", "transfer", "audit"]) {
      assert.ok(summary.deadlock.includes(name), `"${summary.deadlock}" does not name ${name}`);
    }
  });

  it("says the same in the panel's own words", async () => {
    const end = await go("interleave.lastStep", "the last step", ({ view, summary }) => view.step >= summary.steps - 1);
    assert.equal(end.summary.tasks.transfer, "blocked");
    assert.equal(end.summary.tasks.audit, "blocked");
    if (bridge === undefined) return;
    const [text = ""] = await bridge.texts("panel", "body");
    for (const name of ["alice.mutex", "bob.mutex", "transfer", "audit"]) {
      assert.ok(text.includes(name), `the panel does not show ${name}:\n${text}`);
    }
    await bridge.screenshot("deadlock");
  });

  it("steps back to a state in which one of them still ran", async () => {
    const end = await go("interleave.lastStep", "the last step", ({ view, summary }) => view.step >= summary.steps - 1);
    const back = await go("interleave.stepBack", "one step back", ({ view }) => view.step < end.view.step);
    assert.notEqual(back.summary.why, end.summary.why);
    // Some way back, at least one of the two is not yet blocked.
    await until("a step before the deadlock", async () => {
      const { view } = await untilPanel("the panel", () => true);
      const { summary } = await go("interleave.stepBack", "a step back", (shown) => shown.view.step < view.step);
      const words = [summary.tasks.transfer, summary.tasks.audit];
      return words.some((word) => word !== "blocked") ? words : undefined;
    });
    const forward = await go("interleave.lastStep", "the end again", ({ view }) => view.step === end.view.step);
    assert.deepEqual(forward.summary.tasks, end.summary.tasks);
  });

  it("begins with nothing blocked", async () => {
    const { summary } = await go("interleave.firstStep", "the first step", ({ view }) => view.step === 0);
    assert.ok(!Object.values(summary.tasks).includes("blocked"), JSON.stringify(summary.tasks));
  });

  it("runs again under another policy and on more CPUs", async () => {
    await vscode.commands.executeCommand("interleave.setPolicy", "round-robin");
    await untilPanel(
      "the run under round robin",
      (now) => now.view.machine.policy === "round-robin" && isDeadlock(now),
    );
    await vscode.commands.executeCommand("interleave.setCpus", 2);
    await untilPanel("the run on two CPUs", (now) => now.view.machine.cpus === 2 && isDeadlock(now));
    await vscode.commands.executeCommand("interleave.setCpus", 1);
    await vscode.commands.executeCommand("interleave.setPolicy", "fcfs");
    const first = ({ view }: Shown) => view.machine.policy === "fcfs" && view.machine.cpus === 1;
    await untilPanel("the first machine again", (now) => first(now) && isDeadlock(now));
  });

  it("shows threads and processes as well as tasks", async () => {
    const { summary } = await go("interleave.showThreads", "the threads", ({ view }) => view.level === "threads");
    assert.equal(Object.keys(summary.threads).length, 2, JSON.stringify(summary.threads));
    await go("interleave.showProcesses", "the processes", ({ view }) => view.level === "processes");
    await go("interleave.showTasks", "the tasks", ({ view }) => view.level === "tasks");
  });
});
