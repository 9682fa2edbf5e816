// esbuild's view of the user's program: instrumented user files, virtual built-ins, probed libraries, stand-ins for what cannot be bundled.

import { builtinModules } from "node:module";
import type { Loader, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from "esbuild";
import { CATALOG } from "#engine/catalog/index";
import type { LibraryEntry } from "#engine/catalog/schema";
import { PROBE_NAME } from "#engine/runtime/abi";
import type { SourceHost } from "../workspace/source-host";
import { readUserCatalog } from "../workspace/user-catalog";
import type { Bundler } from "./bundler";
import { hideNames } from "./hide-names";
import { libraryText } from "./library-text";
import { libraryStarts } from "./library-threads";
import { directoryOf, isUserFile, normalPath } from "./paths";
import {
  CODE_MODULE,
  FETCH_MODULE,
  FILE_STREAMS_MODULE,
  NETWORK,
  PLATFORM_IMPORTS,
  platformModule,
  TEST_MODULES,
  TEST_RUNNER,
  WEB_FRAMEWORKS,
  WEB_STREAMS_MODULE,
} from "./platform-modules";
import { resolveSource } from "./resolve-source";
import type { UserFile } from "./user-files";

const BUILTIN = "il-builtin";
const PLATFORM = "il-platform";
const OPAQUE = "il-opaque";
const LIBRARY = "il-library";

/** Files that only a bundler's loader or the native host understands. */
const OPAQUE_FILES =
  /\.(node|wasm|css|scss|sass|less|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|eot|html?|mdx?|graphql|gql|sql|ya?ml|toml|vue|svelte|astro)$/;

export interface PluginInput {
  readonly host: SourceHost;
  readonly bundler: Bundler;
  /** Absolute path of the entry, which may be new in the editor and not on the disk yet. */
  readonly entry: string;
  /** The user file behind a path that the bundle needs. */
  readonly load: (path: string) => UserFile | undefined;
  /** Specifiers that an earlier attempt could not resolve. */
  readonly missing: ReadonlySet<string>;
  /** The program makes requests of itself. */
  readonly asksItself: boolean;
  readonly opaque: (name: string, reason: string, importer: string, said?: string) => void;
  /** A library in the bundle starts threads from this file of its own. */
  readonly thread: (path: string) => void;
}

export function programPlugin(input: PluginInput): Plugin {
  return {
    name: "interleave",
    setup(build) {
      setupEntry(build, input);
      setupTests(build);
      setupFrameworks(build, input);
      setupBuiltins(build, input);
      setupOpaque(build, input);
      setupLibraries(build, input);
      build.onLoad({ filter: /\.json$/ }, (args) => loadData(normalPath(args.path), input));
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, (args) => loadUserFile(normalPath(args.path), input));
    },
  };
}

/**
 * The entry may be new in the editor, where the bundler, which looks at the disk, finds nothing. Everywhere else it must find the
 * file itself: only then do the settings of its tsconfig (`experimentalDecorators`, `jsx`) hold for it.
 */
function setupEntry(build: PluginBuild, { entry }: PluginInput): void {
  build.onResolve({ filter: new RegExp(`^${escaped(entry)}$`) }, async ({ path, kind, resolveDir, pluginData }) => {
    if (pluginData === PASS) return undefined;
    const real = await build.resolve(path, { kind, resolveDir, pluginData: PASS });
    return real.errors.length === 0 && normalPath(real.path) === entry ? undefined : { path: entry };
  });
}

/** A test file's bodies run as a program: what it imports to declare them stands for itself. */
function setupTests(build: PluginBuild): void {
  const filter = new RegExp(`^(${[...TEST_MODULES, TEST_RUNNER].map(escaped).join("|")})$`);
  build.onResolve({ filter }, () => ({ path: TEST_RUNNER, namespace: BUILTIN }));
}

/**
 * A program that makes the requests itself gets the framework that it has installed. Of any other the handlers are called: they are
 * what a simulation is about, and nobody would ask.
 */
function setupFrameworks(build: PluginBuild, input: PluginInput): void {
  const filter = new RegExp(`^(${Object.keys(WEB_FRAMEWORKS).map(escaped).join("|")})$`);
  build.onResolve({ filter }, async ({ path, importer, kind, resolveDir, pluginData }) => {
    if (pluginData === PASS || !isUser(importer, input)) return undefined;
    if (input.asksItself && RUN_FOR_REAL.has(path)) {
      const real = await build.resolve(path, { kind, importer, resolveDir, pluginData: PASS });
      if (real.errors.length === 0) return { path: real.path, namespace: real.namespace };
    }
    const said = `\`${path}\` is not run: every handler that is registered with it is called twice at once, with made requests.`;
    input.opaque(path, "its handlers are called", importer, said);
    return { path, namespace: BUILTIN };
  });
}

function setupBuiltins(build: PluginBuild, { bundler }: PluginInput): void {
  const names = new Set(builtinModules.filter((name) => !name.startsWith("_")));
  const filter = new RegExp(`^(node:.*|${[...names].map(escaped).join("|")})$`);
  build.onResolve({ filter }, (args) => ({ path: args.path.replace(/^node:/, ""), namespace: BUILTIN }));
  build.onResolve(
    {
      filter: new RegExp(
        `^(${[WEB_STREAMS_MODULE, FETCH_MODULE, FILE_STREAMS_MODULE, NETWORK, CODE_MODULE].join("|")})$`,
      ),
    },
    ({ path }) => ({
      path,
      namespace: BUILTIN,
    }),
  );
  build.onLoad({ filter: /.*/, namespace: BUILTIN }, async (args) => ({
    contents: await platformModule(args.path, bundler),
    loader: "js",
  }));
  // What the libraries among them import.
  const own = new RegExp(`^(${Object.keys(PLATFORM_IMPORTS).map(escaped).join("|")})$`);
  build.onResolve({ filter: own }, ({ path, namespace }) =>
    namespace === BUILTIN ? { path, namespace: PLATFORM } : undefined,
  );
  build.onLoad({ filter: /.*/, namespace: PLATFORM }, ({ path }) => ({
    contents: `module.exports = ${PLATFORM_IMPORTS[path]};`,
    loader: "js",
  }));
}

function setupOpaque(build: PluginBuild, input: PluginInput): void {
  build.onResolve({ filter: OPAQUE_FILES }, async (args) => {
    if (args.kind === "entry-point" || args.pluginData === PASS) return undefined;
    const { kind, importer, resolveDir } = args;
    // `./implementation.node` may mean a file with one more extension.
    const real = await build.resolve(args.path, { kind, importer, resolveDir, pluginData: PASS });
    if (real.errors.length === 0 && real.namespace === "file" && /\.[cm]?[jt]sx?$/.test(real.path))
      return { path: real.path };
    // A package tries one native file after the other: that is worth one word.
    const native = packageOf(args.importer);
    const reason = native === undefined ? "files of this kind are not simulated" : NATIVE_CODE;
    input.opaque(native ?? args.path, reason, args.importer);
    return { path: args.path, namespace: OPAQUE, pluginData: reason };
  });
  if (input.missing.size > 0) {
    const filter = new RegExp(`^(${[...input.missing].map(escaped).join("|")})$`);
    build.onResolve({ filter }, (args) => resolveMissing(args, build, input));
  }
  const opaque = (name: string, reason: string): OnLoadResult => {
    const value = `${PROBE_NAME}.opaque(${JSON.stringify(name)},${JSON.stringify(reason)})`;
    return { contents: standIn(value), loader: "js" };
  };
  build.onLoad({ filter: /.*/, namespace: OPAQUE }, ({ path, pluginData }) =>
    opaque(path, typeof pluginData === "string" ? pluginData : "it was not found"),
  );
  // A package whose main file is native code.
  build.onLoad({ filter: /\.node$/ }, ({ path }) => {
    const name = packageOf(normalPath(path)) ?? path.slice(path.lastIndexOf("/") + 1);
    input.opaque(name, NATIVE_CODE, path);
    return opaque(name, NATIVE_CODE);
  });
}

const NATIVE_CODE = "native code is not simulated";

/** The installed package that a file belongs to. */
function packageOf(path: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(normalPath(path))?.[1];
}

async function resolveMissing(
  args: OnResolveArgs,
  build: PluginBuild,
  input: PluginInput,
): Promise<OnResolveResult | undefined> {
  if (args.pluginData === PASS) return undefined;
  const { kind, importer, resolveDir, namespace } = args;
  const real = await build.resolve(args.path, { kind, importer, resolveDir, namespace, pluginData: PASS });
  if (real.errors.length === 0) return { path: real.path, namespace: real.namespace, sideEffects: real.sideEffects };
  // The bundler looks at the disk only; a file may be new in the editor, or `.js` may mean a `.ts` of another kind.
  if (args.path.startsWith(".")) {
    const found = resolveSource(args.path, [normalPath(resolveDir)], input.host);
    if (found !== undefined) return { path: found };
  }
  const reason = args.path.startsWith(".") ? "there is no such file" : "the package is not installed";
  input.opaque(args.path, reason, importer);
  return { path: args.path, namespace: OPAQUE, pluginData: reason };
}

/** Marks a resolution that is the plugin's own. */
const PASS = "il-pass";

function setupLibraries(build: PluginBuild, input: PluginInput): void {
  const own = readUserCatalog(input.host.root, (path) => input.host.read(path)).entries;
  const described = [...CATALOG, ...own].filter(({ simulation }) => simulation.kind === "watched");
  const entries = new Map(
    described.filter(({ module }) => !module.includes(":")).map((entry) => [entry.module, entry]),
  );
  if (entries.size === 0) return;
  const filter = new RegExp(`^(${[...entries.keys()].map(escaped).join("|")})$`);
  build.onResolve({ filter }, async (args) => {
    // Only what user code gets is watched; a library's own use of another is its own affair.
    if (args.pluginData === PASS || !isUser(args.importer, input)) return undefined;
    const { kind, importer, resolveDir } = args;
    const real = await build.resolve(args.path, { kind, importer, resolveDir, pluginData: PASS });
    if (real.errors.length > 0 || real.namespace !== "file") return undefined;
    return { path: real.path, namespace: LIBRARY, pluginData: args.path };
  });
  build.onLoad({ filter: /.*/, namespace: LIBRARY }, (args) => {
    const entry = typeof args.pluginData === "string" ? entries.get(args.pluginData) : undefined;
    if (entry === undefined) return undefined;
    const code = input.host.read(normalPath(args.path)) ?? "";
    const contents = isModule(code) ? watchedModule(entry, args.path) : watchedCommonJs(entry, args.path);
    return { contents, loader: "js", resolveDir: directoryOf(normalPath(args.path)) };
  });
}

/** Data as the editor has it. */
function loadData(path: string, input: PluginInput): OnLoadResult | undefined {
  const contents = isUserFile(input.host.root, path) ? input.host.read(path) : undefined;
  return contents === undefined ? undefined : { contents, loader: "json" };
}

/** Frameworks that run on the simulated network. hono does not: it asks for `Request` and `Response`, which are not simulated. */
const RUN_FOR_REAL: ReadonlySet<string> = new Set(["express", "fastify", "koa", "@koa/router", "koa-router"]);

/** The program's first module has no path of its own. */
function isUser(importer: string, input: PluginInput): boolean {
  return importer === "<stdin>" || isUserFile(input.host.root, normalPath(importer));
}

function loadUserFile(path: string, input: PluginInput): OnLoadResult | undefined {
  // The file of a thread that a library starts is looked into like the user's: it may wait in synchronous code.
  if (!isUserFile(input.host.root, path) && path !== input.entry) return loadLibraryFile(path, input);
  const file = input.load(path);
  if (file === undefined) return undefined;
  // A broken file is reported from its own syntax errors; the bundle is thrown away then.
  const contents = file.instrumented?.code ?? "";
  return { contents, loader: loaderOf(path), resolveDir: directoryOf(path) };
}

function loadLibraryFile(path: string, input: PluginInput): OnLoadResult | undefined {
  const text = /\.[cm]?js$/.test(path) ? input.host.read(path) : undefined;
  if (text === undefined) return undefined;
  const adapted = hideNames(path, libraryText(path, text));
  const starts = libraryStarts(path, adapted, input.host);
  for (const worker of starts?.workers ?? []) input.thread(worker);
  const contents = starts?.code ?? adapted;
  return contents === text ? undefined : { contents, loader: "js", resolveDir: directoryOf(path) };
}

function loaderOf(path: string): Loader {
  if (path.endsWith(".tsx")) return "tsx";
  return /\.[cm]?ts$/.test(path) ? "ts" : "jsx";
}

/**
 * A CommonJS module with one value. Where that is an opaque value, which answers to every name (`__esModule` too), names imported
 * from it must be looked up when they are used: the bundler's import object takes its prototype from the module, so the value
 * is given there.
 */
function standIn(value: string): string {
  return `const value = ${value};\nmodule.exports = value.__esModule ? new Proxy(value, { __proto__: null, getPrototypeOf: () => value }) : value;`;
}

/** It has imports or exports, so that it is no CommonJS module. */
function isModule(code: string): boolean {
  return /^\s*(?:import\s*["'{*\w]|export\s*[{*\w])/m.test(code);
}

/** A module with the library's own exports, those that the catalog describes with probes in. */
function watchedModule(entry: LibraryEntry, path: string): string {
  const names = new Set([...entry.types, ...entry.aliases, ...entry.functions].map((one) => one.export));
  names.delete("default");
  const real = JSON.stringify(path);
  return [
    `import * as real from ${real};`,
    `export * from ${real};`,
    `const probed = ${PROBE_NAME}.lib(${JSON.stringify(entry.module)}, real);`,
    ...[...names].map((name) => `export const ${name} = probed.${name};`),
    "export default probed.default;",
  ].join("\n");
}

/** The same for what is one value, and may be asked for by `require`. */
function watchedCommonJs(entry: LibraryEntry, path: string): string {
  const module = JSON.stringify(entry.module);
  return `module.exports = ${PROBE_NAME}.lib(${module}, require(${JSON.stringify(path)}));`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
