// Shows how far the first analysis of a folder has come. Later ones are short and say nothing.

import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver/node";

/** One for each folder. Reports only where the client draws progress, and never waits for it. */
export class FirstReading {
  #state: "before" | "reading" | "over" = "before";
  #reporter: WorkDoneProgressServerReporter | undefined;
  #percent = -1;

  constructor(
    private readonly connection: Connection,
    private readonly supported: boolean,
    private readonly onCancel: () => void,
  ) {}

  begin(): void {
    if (this.#state !== "before" || !this.supported) return;
    this.#state = "reading";
    this.connection.window
      .createWorkDoneProgress()
      .then((reporter) => {
        if (this.#state === "over") return;
        this.#reporter = reporter;
        reporter.begin("Interleave: reading the program", 0, undefined, true);
        reporter.token.onCancellationRequested(this.onCancel);
      })
      .catch((error: unknown) => this.connection.console.log(`No progress is shown: ${error}`));
  }

  report(done: number, total: number): void {
    if (this.#reporter === undefined || total <= 0) return;
    const percent = Math.floor((100 * done) / total);
    if (percent === this.#percent) return;
    this.#percent = percent;
    this.#reporter.report(percent, `${done} of ${total} files`);
  }

  end(): void {
    this.#state = "over";
    this.#reporter?.done();
    this.#reporter = undefined;
  }
}
