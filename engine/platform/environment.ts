// What a thread's code finds around it: globals, `process`, built-in modules, and its own main module.

import type { ConsoleTools } from "./console";
import { type Builtins, createBuiltins } from "./builtins";
import { createGlobals, type Globals } from "./globals";
import { createMainModule, type ModuleKind } from "./main-module";
import { Parts } from "./parts";
import { createProcess, type VirtualProcess } from "./process";
import type { Realm } from "./realm";
import { FIRST_PROCESS, type ThreadOptions } from "./thread-options";
import { isObject } from "../runtime/values";

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
  opaque(name: string, reason: string | undefined): unknown;
  /** Runs the unit's program, and watches the promise of its top-level `await`. */
  main(kind: ModuleKind, body: () => unknown): unknown;
  /** The code with which the thread ends if nothing else says so. */
  exitCode(): number;
  /** An error made fit to cross to the parent thread. */
  cloneError(error: unknown): unknown;
  /** Gives back what the thread holds: it has ended. */
  close(): void;
  /** Makes it as it was at first: whatever the program got is not used again. */
  renew(): void;
}

/** Exit code of an ES module whose top-level `await` never ends. */
const UNSETTLED_TOP_LEVEL_AWAIT = 13;

export function createEnvironment(
  realm: Realm,
  tools: ConsoleTools,
  options: ThreadOptions,
  exit: (code: number | undefined) => never,
): Environment {
  let made: Platform | undefined;
  const platform = (): Platform => {
    if (made === undefined) {
      made = createPlatform(realm, tools, options, process);
      made.parts.attach();
    }
    return made;
  };
  const process = createProcess(realm, () => ({
    realm,
    EventEmitter: platform().parts.EventEmitter,
    tools,
    options: { ...options, argv: [options.unit ?? options.asked, ...options.argv] },
    processes: options.processes,
    env: platform().parts.env,
    stdin() {
      const { builtins } = platform();
      if (options.stdio.stdin !== undefined) return builtins.read(options.stdio.stdin);
      return options.isMain && options.process === FIRST_PROCESS ? builtins.standardInput() : undefined;
    },
    exit,
  }));
  const mainModule = createMainModule(realm, options.name);
  // What arrives before the program looks must find the thread.
  if (options.parentPort !== undefined || options.ipc !== undefined || isObject(options.workerData)) platform();
  return {
    process,
    // The one global that nearly every program mentions.
    global: (name) => (name === "Promise" ? realm.promises.Promise : platform().globals.value(name)),
    begin() {
      if (options.env !== undefined) platform().builtins.begin();
    },
    builtin: (name) => platform().builtins.load(name),
    provide(name, provided) {
      const { builtins, globals } = platform();
      builtins.provide(name, provided);
      if (name === "stream/web" && isObject(provided)) globals.addStreams(provided);
    },
    module: (path, load) => platform().builtins.module(path, load),
    opaque(name, reason) {
      const { parts } = platform();
      if (reason !== undefined) return parts.opaque(name, `\`${name}\` is not simulated: ${reason}`, "missing-package");
      const how = "any property and any call of it gives an opaque value";
      return parts.opaque(name, `A value is made up for a \`${name}\`: ${how}`, "opaque-value");
    },
    main: mainModule.run,
    exitCode: () => process.exitCode() ?? (mainModule.unsettled() ? UNSETTLED_TOP_LEVEL_AWAIT : 0),
    cloneError: (error) => platform().parts.cloneError(error),
    close() {
      made?.builtins.close();
      made?.parts.close();
    },
    renew() {
      made = undefined;
      process.renew();
      mainModule.renew();
    },
  };
}

/** Made when the program first asks for something of it: many ask for nothing but `Promise`. */
interface Platform {
  readonly parts: Parts;
  readonly builtins: Builtins;
  readonly globals: Globals;
}

function createPlatform(realm: Realm, tools: ConsoleTools, options: ThreadOptions, process: VirtualProcess): Platform {
  const parts = new Parts(realm, tools, options, process);
  const builtins = createBuiltins(parts);
  return { parts, builtins, globals: createGlobals(parts, builtins) };
}
