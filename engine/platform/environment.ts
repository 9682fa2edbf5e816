// What a thread's code finds around it: globals, `process`, built-in modules, and its own main module.

import type { ConsoleTools } from "./console";
import { createBuiltins } from "./builtins";
import { createGlobals } from "./globals";
import { createMainModule, type ModuleKind } from "./main-module";
import { Parts } from "./parts";
import { createProcess, type VirtualProcess } from "./process";
import type { Realm } from "./realm";
import type { ThreadOptions } from "./thread-options";

export interface Environment {
  readonly process: VirtualProcess;
  /** What a global's name means. */
  global(name: string): unknown;
  /** Called once, before the thread's code. */
  begin(): void;
  builtin(name: string): unknown;
  provide(name: string, module: unknown): void;
  /** A file of the program that is asked for by its path. */
  module(path: string, load: () => unknown): void;
  opaque(name: string, reason: string): unknown;
  /** Runs the unit's program, and watches the promise of its top-level `await`. */
  main(kind: ModuleKind, body: () => unknown): unknown;
  /** The code with which the thread ends if nothing else says so. */
  exitCode(): number;
  /** An error made fit to cross to the parent thread. */
  cloneError(error: unknown): unknown;
  /** Gives back what the thread holds: it has ended. */
  close(): void;
}

/** Exit code of an ES module whose top-level `await` never ends. */
const UNSETTLED_TOP_LEVEL_AWAIT = 13;

export function createEnvironment(
  realm: Realm,
  tools: ConsoleTools,
  options: ThreadOptions,
  exit: (code: number | undefined) => never,
): Environment {
  const parts = new Parts(realm, tools, options, (own) =>
    createProcess(realm, () => ({
      realm,
      EventEmitter: own.EventEmitter,
      tools,
      options: { ...options, argv: [options.unit ?? options.asked, ...options.argv] },
      processes: options.processes,
      stdin: () => (options.stdio.stdin === undefined ? undefined : builtins.read(options.stdio.stdin)),
      exit,
    })),
  );
  const builtins = createBuiltins(parts);
  const globals = createGlobals(parts, builtins);
  const mainModule = createMainModule(realm, options.name);
  const { process } = parts;
  return {
    process,
    global: globals.value,
    begin: builtins.begin,
    builtin: builtins.load,
    provide(name, provided) {
      builtins.provide(name, provided);
      if (name === "stream/web" && typeof provided === "object" && provided !== null) globals.addStreams(provided);
    },
    module: builtins.module,
    opaque: (name, reason) => parts.opaque(name, `\`${name}\` is not simulated: ${reason}`, "missing-package"),
    main: mainModule.run,
    exitCode: () => process.exitCode() ?? (mainModule.unsettled() ? UNSETTLED_TOP_LEVEL_AWAIT : 0),
    cloneError: (error) => parts.cloneError(error),
    close() {
      builtins.close();
      parts.close();
    },
  };
}
