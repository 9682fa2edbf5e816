// The server's life with a bare client: hello, goodbye, and what happens to those who speak nonsense.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { builtCli, repository } from "#test/support/built";
import { type BareClient, PULLS, PUSHED, startClient } from "./bare-client";

const bank = join(repository, "examples/bank");

describe("interleave lsp --stdio", () => {
  let cli: string;
  let client: BareClient | undefined;

  beforeAll(async () => {
    cli = await builtCli();
  });

  afterEach(async () => {
    await client?.kill();
    client = undefined;
  });

  it("says what it can do", async () => {
    client = await startClient({ cli, folders: [bank] });
    expect(client.initialized.serverInfo?.name).toBe("interleave");
    expect(client.initialized.capabilities).toMatchObject({
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2 },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true },
      codeLensProvider: {},
      codeActionProvider: { codeActionKinds: ["quickfix"] },
      workspace: { workspaceFolders: { supported: true } },
    });
  });

  it("promises no pull to a client that is pushed to", async () => {
    client = await startClient({ cli, capabilities: PUSHED });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
  });

  it("ends with 0 after shutdown and exit", async () => {
    client = await startClient({ cli, folders: [bank], capabilities: PULLS });
    expect(await client.stop()).toBe(0);
  });

  it("ends with 1 where the client goes without a word", async () => {
    client = await startClient({ cli, folders: [bank] });
    client.process.stdin.end();
    expect(await client.exited).toBe(1);
  });

  it("ends with 1 after exit without shutdown", async () => {
    client = await startClient({ cli });
    await client.connection.sendNotification("exit");
    expect(await client.exited).toBe(1);
  });

  it("refuses to start without --stdio, with one sentence and exit code 2", async () => {
    const child = spawn(process.execPath, [cli, "lsp"]);
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(2);
    expect(said).toBe("interleave: `interleave lsp` needs `--stdio`.\n");
  });

  it("asks nothing of a client that can answer nothing", async () => {
    client = await startClient({ cli, folders: [bank], capabilities: {} });
    await client.lenses(await client.open(join(bank, "main.ts")));
    const asked = client.heard.filter(
      ({ method }) => !/^(window\/logMessage|textDocument\/publishDiagnostics)$/.test(method),
    );
    expect(asked).toEqual([]);
  });

  it("shows how far the first reading has come, to a client that draws it", async () => {
    const capabilities = { ...PULLS, window: { workDoneProgress: true } };
    client = await startClient({ cli, folders: [bank], capabilities });
    const { heard } = client;
    await client.until("the token", () => heard.some(({ method }) => method === "window/workDoneProgress/create"));
  });

  describe("goes on after", () => {
    const nonsense: readonly [string, string][] = [
      ["a body that is not JSON", "Content-Length: 5\r\n\r\n{oops"],
      ["a header without a length", "Content-Type: text\r\n\r\n"],
      ["a header that is none", "hello\r\n\r\n"],
      ["an unknown request", body({ jsonrpc: "2.0", id: 900, method: "textDocument/dance", params: {} })],
      ["an unknown notification", body({ jsonrpc: "2.0", method: "textDocument/dance" })],
      ["a request without parameters", body({ jsonrpc: "2.0", id: 901, method: "textDocument/diagnostic" })],
      [
        "an address that is none",
        body({
          jsonrpc: "2.0",
          id: 902,
          method: "textDocument/codeLens",
          params: { textDocument: { uri: "\u0000:" } },
        }),
      ],
      ["a document opened without text", body({ jsonrpc: "2.0", method: "textDocument/didOpen", params: {} })],
      [
        "a change to a document that is not open",
        body({
          jsonrpc: "2.0",
          method: "textDocument/didChange",
          params: { textDocument: { uri: "file:///nope.ts", version: 2 }, contentChanges: [{ text: "x" }] },
        }),
      ],
      ["a scenario for nothing", body({ jsonrpc: "2.0", id: 903, method: "interleave/scenario", params: null })],
      [
        "settings of the wrong shape",
        body({ jsonrpc: "2.0", method: "workspace/didChangeConfiguration", params: { settings: 5 } }),
      ],
    ];

    it.each(nonsense)("%s", async (_, message) => {
      client = await startClient({ cli, folders: [bank] });
      client.process.stdin.write(message);
      // The reader of the protocol's library drops a broken header together with the chunk that it came in.
      await sleep(100);
      const uri = await client.open(join(bank, "ledger.ts"));
      expect(await client.diagnostics(uri)).toEqual([]);
      expect(await client.stop()).toBe(0);
    });
  });

  describe("answers with nothing for", () => {
    it.each(["untitled:Untitled-1", "vscode-vfs://github/a/b.ts"])("%s", async (uri) => {
      client = await startClient({ cli, folders: [bank] });
      await client.connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "typescript", version: 1, text: "await lock.acquire();" },
      });
      expect(await client.diagnostics(uri)).toEqual([]);
      expect(await client.lenses(uri)).toEqual([]);
      expect(await client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } })).toEqual(
        [],
      );
      const scenario = await client.connection.sendRequest("interleave/scenario", { uri });
      expect(scenario).toMatchObject({ problems: [{ severity: "error" }] });
    });
  });
});

function body(message: object): string {
  const text = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
