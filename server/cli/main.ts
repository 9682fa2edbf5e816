// The command line: `interleave check`, `simulate`, `lsp`. Parses, hands over, and sets the exit code.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { VERSION } from "#server/version";
import { CHECK_FORMATS, type CheckOptions } from "./check-options";
import { EXIT, type ExitCode, UsageError } from "./exit-codes";
import type { SimulateOptions } from "./simulate";

const SIMULATE_FORMATS = [
  "pretty",
  "json",
  "chrome-trace",
  "mermaid",
] as const satisfies readonly SimulateOptions["format"][];

main(process.argv).then(
  (code) => {
    // Set rather than exit: what is still on its way to a pipe must arrive.
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = report(error);
  },
);

/** @returns the exit code; `undefined` where a command goes on living (the language server) */
async function main(argv: readonly string[]): Promise<ExitCode | undefined> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
  let code: ExitCode | undefined = EXIT.ok;
  const program = new Command("interleave")
    .description("Makes the concurrency of a TypeScript program visible: deadlocks and leaked locks.")
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true });

  program
    .command("check")
    .description("Report deadlocks, leaked locks and their kin. Exit code: 0 none found, 1 findings, 2 usage or error.")
    .argument("[paths...]", "directories or files", ["."])
    .option("--project <file>", "only this tsconfig.json")
    .addOption(new Option("--format <format>", "how to print").choices([...CHECK_FORMATS]).default("pretty"))
    .addOption(
      new Option("--min-severity <severity>", "leave out what is less severe")
        .choices(["error", "warning", "information"])
        .default("information"),
    )
    .option("--confirm", "look for a run that shows each finding (not available in this version)")
    .option("--baseline <file>", "report only what this file does not list")
    .option("--update-baseline", "write all that is found to the file of --baseline, and report nothing")
    .option("--changed-since <commit>", "report only what involves a file changed since this commit of git")
    .option("--tests", "report in test files too")
    .option("--generated", "report in generated files too")
    .option("--no-cache", "analyse everything anew, and keep nothing for the next time")
    .option("--cache-location <folder>", "where to keep it (node_modules/.cache/interleave)")
    .action(async (paths: string[], options: CheckOptions) => {
      // The compiler takes a while to load; `--help` and usage errors do without it.
      const { runCheck } = await import("./check");
      code = await runCheck(paths, options);
    });

  program
    .command("simulate")
    .description(
      "Run a program on the simulated machine. Nothing real is touched. " +
        "Exit code: 0 completed or kept alive, 3 deadlock, 4 the program threw, 5 a bound was met, 2 usage or error.",
    )
    .argument("<file>", "the file that starts the program")
    .option("--entry <function>", "start this function of the file instead of the whole file")
    .option("--policy <id>", "CPU scheduling policy")
    .option("--cpus <n>", "number of CPUs", wholeNumber)
    .option("--compare <policies>", "run once under each of these and compare, for example fcfs,sjf,rr@4 (4 CPUs)")
    .option("--quantum <ticks>", "time slice, in ticks of a microsecond", wholeNumber)
    .option("--one-per-process", "one running thread per process, as under an interpreter lock")
    .option("--seed <n>", "seed of everything random", wholeNumber)
    .option("--context-switch <ticks>", "cost of changing a CPU's thread", wholeNumber)
    .option("--io-latency <ticks>", "time that modelled I/O takes", wholeNumber)
    .option("--thread-start <ticks>", "time from `new Worker` to its first statement", wholeNumber)
    .option("--set <key=value>", "a scheduling setting, for example aging=500; may be repeated", collected)
    .option(
      "--thread <name:rule>",
      "of threads by name, for example P1:priority=3,cpus=0+1; may be repeated",
      collected,
    )
    .addOption(new Option("--format <format>", "how to print").choices([...SIMULATE_FORMATS]).default("pretty"))
    .action(async (file: string, options: SimulateOptions) => {
      const { runSimulate } = await import("./simulate");
      code = await runSimulate(file, options, {
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
      });
    });

  program
    .command("lsp")
    .description("Speak the Language Server Protocol.")
    .option("--stdio", "over standard input and output")
    .option("--clientProcessId <pid>", "end when this process ends")
    .action(async (options: { stdio?: boolean }) => {
      const { runLsp } = await import("./lsp");
      runLsp(options);
      code = undefined;
    });

  for (const name of ["explore", "replay"]) {
    program
      .command(name)
      .description("(not available in this version)")
      .argument("[arguments...]")
      .allowUnknownOption()
      .action(() => {
        throw new UsageError(`\`interleave ${name}\` is not available in this version.`);
      });
  }

  try {
    await program.parseAsync(argv);
  } catch (error) {
    // Commander has already printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    throw error;
  }
  return code;
}

function report(error: unknown): ExitCode {
  if (error instanceof UsageError) process.stderr.write(`interleave: ${error.message}\n`);
  else process.stderr.write(`interleave: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.usage;
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || text.trim() === "") {
    throw new InvalidArgumentError("It must be a whole number.");
  }
  return value;
}
