// The allow-lists of layers.test.ts: pairs of folders, files that call one another in a ring, and who may know a library. Data only.

/** Plain values that everybody may read. Among themselves they need a line like all others. */
export const NOUNS: readonly string[] = [
  "engine/machine",
  "engine/scenario",
  "engine/trace",
  "engine/version",
  "protocol",
  "server/version",
];

/** `[from -> to, why]`, for files inside and across the top folders. A file directly in a top folder stands for itself. */
export const ALLOWED: readonly (readonly [pair: string, why: string])[] = [
  // The engine.
  ["engine/trace -> engine/machine", "a trace says on which machine it was made"],
  ["engine/trace -> engine/scenario", "events point at the scenario's sites"],
  ["engine/trace -> engine/analysis", "the state at a step includes its wait-for graph"],
  ["engine/trace -> engine/policies", "texts call a policy by its name"],
  ["engine/kernel -> engine/policies", "the kernel asks a policy who runs next"],
  ["engine/analysis -> engine/kernel", "how the kernel stopped is half of a run's outcome"],
  ["engine/analysis -> engine/platform", "which tasks and handles are left is the other half (types only)"],
  ["engine/runtime -> engine/kernel", "recorded segments are played back by the kernel"],
  ["engine/runtime -> engine/platform", "coroutines go through the thread's promises and jobs"],
  ["engine/runtime -> engine/probes", "a suspended coroutine asks what it waits for"],
  ["engine/probes -> engine/catalog", "the catalog says what a library's call does"],
  ["engine/probes -> engine/platform", "wrapped calls give the thread's own promises"],
  ["engine/probes -> engine/runtime", "wrapped calls emit events for the running task"],
  ["engine/platform -> engine/kernel", "a virtual thread is an agent of the kernel"],
  ["engine/platform -> engine/probes", "ports and built-in locks are resources too"],
  ["engine/platform -> engine/runtime", "callbacks start tasks, and jobs continue them"],
  ["engine/drive -> engine/analysis", "the loop watches for cycles and judges the end"],
  ["engine/drive -> engine/kernel", "the loop lets the kernel go on"],
  ["engine/drive -> engine/platform", "the loop starts the world (types only)"],
  ["engine/drive -> engine/policies", "the loop picks the policy by its id"],
  ["engine/drive -> engine/run", "input and progress of a run (types only)"],
  ["engine/drive -> engine/schedule", "a trace ends with its token"],
  ["engine/run -> engine/drive", "the front door starts the loop"],
  ["engine/run -> engine/platform", "and gives it the world to run"],
  ["engine/run -> engine/runtime", "the host's contract is part of the input"],
  // What crosses a process boundary.
  ["protocol -> engine/machine", "the panel sends the machine's settings"],
  ["protocol -> engine/scenario", "the server sends a scenario"],
  ["protocol -> engine/trace", "the worker sends a trace"],
  // The editor's side.
  ["client -> engine/policies", "the palette offers the policies by name"],
  // The panel: its own files hold the state and put the views together.
  ["media -> engine/runtime", "the worker's script gives units their parameters"],
  ["media -> media/events", "shown in a tab"],
  ["media -> media/geometry", "the state keeps what part of the timeline is in sight"],
  ["media -> media/output", "shown in a tab"],
  ["media -> media/resources", "shown in a tab"],
  ["media -> media/state-diagram", "shown, and fed with entries"],
  ["media -> media/timeline", "shown, and its keys are the panel's"],
  ["media -> media/toolbar", "shown"],
  ["media -> media/wait-graph", "shown in a tab"],
  ["media -> media/widgets", "parts of the page"],
  ["media/events -> media", "reads the model and the names"],
  ["media/events -> media/widgets", "words and icons"],
  ["media/output -> media", "reads the model and the names"],
  ["media/resources -> media", "reads the model and the names"],
  ["media/resources -> media/widgets", "words and icons"],
  ["media/state-diagram -> media", "reads the names of states"],
  ["media/state-diagram -> media/geometry", "rectangles"],
  ["media/state-diagram -> media/widgets", "words and icons"],
  ["media/timeline -> media", "reads the state, sends actions, paints in the theme"],
  ["media/timeline -> media/geometry", "rectangles and the scale of time"],
  ["media/timeline -> media/widgets", "words and icons"],
  ["media/toolbar -> engine/policies", "offers the policies by name"],
  ["media/toolbar -> media", "reads the state, sends actions"],
  ["media/toolbar -> media/widgets", "choices and menus"],
  ["media/wait-graph -> media", "reads the model and the names"],
  ["media/wait-graph -> media/geometry", "rectangles"],
  ["media/wait-graph -> media/widgets", "words and icons"],
  ["media/widgets -> media", "words and signs of the states"],
  ["media/worker -> engine/run", "the worker runs the engine"],
  ["media/worker -> engine/runtime", "and is its host"],
  // The server: model, then rules, then workspace, then features, then lsp and cli.
  ["server/model -> engine/catalog", "the catalog says what a library's call does"],
  ["server/rules -> server/model", "rules read the model and nothing else"],
  ["server/workspace -> server/model", "facts and summaries are cached by file"],
  ["server/workspace -> server/rules", "an analysis ends with the rules"],
  ["server/instrument -> engine/catalog", "which libraries get probes"],
  ["server/instrument -> engine/runtime", "the names that instrumented code may call"],
  ["server/instrument -> server/workspace", "source is read through the host, unsaved text included"],
  ["server/features -> server/instrument", "the program behind a lens"],
  ["server/features -> server/rules", "which rule ids a setting may name"],
  ["server/features -> server/workspace", "findings and lenses of an analysis"],
  ["server/host -> engine/run", "runs the engine in a child process"],
  ["server/host -> engine/runtime", "and is its host"],
  ["server/lsp -> server/features", "hands requests on"],
  ["server/lsp -> server/workspace", "one workspace a folder"],
  ["server/main -> server/lsp", "the process is the connection"],
  ["server/cli -> engine/policies", "--policy is checked against the list"],
  ["server/cli -> server/features", "the same severities and documents as in the editor"],
  ["server/cli -> server/host", "simulate runs in the child process"],
  ["server/cli -> server/instrument", "simulate makes a scenario"],
  ["server/cli -> server/lsp", "interleave lsp"],
  ["server/cli -> server/workspace", "check analyses a folder"],
];

/**
 * Files that call one another in a ring when the program runs, each ring once, beginning anywhere: recursion over a tree that
 * is spread over files. Debt: shorten it, do not add to it.
 */
export const RINGS: readonly (readonly string[])[] = [
  ["engine/platform/builtins", "engine/platform/builtins/buffer", "engine/platform/globals"],
  ["server/model/apply", "server/model/locks"],
  ["server/model/calls", "server/model/evaluate"],
];

/** Library to the path prefixes that may import it. `node:` stands for all of Node's own modules. */
export const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  "node:": ["client/", "server/"],
  vscode: ["client/"],
  "vscode-languageclient": ["client/"],
  "vscode-languageserver": ["server/lsp/"],
  "vscode-languageserver-textdocument": ["server/lsp/"],
  "ts-morph": ["server/model/", "server/instrument/", "server/workspace/"],
  esbuild: ["server/instrument/"],
  "esbuild-wasm": ["server/instrument/bundler.ts"],
  commander: ["server/cli/"],
  picocolors: ["server/cli/"],
  valibot: ["client/decode.ts", "server/lsp/"],
  preact: ["media/"],
  "@preact/signals": ["media/app.tsx", "media/effects.ts", "media/main.tsx"],
  "d3-scale": ["media/geometry/"],
  "@dagrejs/dagre": ["media/wait-graph/"],
};
