// Parts of the platform that are libraries: streams, the network. They are bundled with the program that asks for them, so that they run on
// its virtual promises, ticks and events.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PROBE_NAME } from "#engine/runtime/abi";
import type { Bundler } from "./bundler";

/** Library file behind each module. `scripts/build.mjs` makes dist/platform/ of the same list. */
const LIBRARIES: Readonly<Record<string, string>> = {
  stream: "readable-stream/lib/stream.js",
  "stream/web": "web-streams-polyfill/dist/ponyfill.js",
  string_decoder: "string_decoder/lib/string_decoder.js",
};
/** Of our own: what stands for the runner of a test file. */
export const TEST_RUNNER = "test-runner";
/** And what stands for a web framework. */
const WEB_HANDLERS = "web-handlers";
/** Frameworks whose handlers are called, and the style in which they call them. */
export const WEB_FRAMEWORKS: Readonly<Record<string, string>> = {
  express: "express",
  fastify: "fastify",
  koa: "koa",
  "@koa/router": "koa",
  "koa-router": "koa",
  hono: "hono",
};
/** What test files import. */
export const TEST_MODULES: readonly string[] = ["vitest", "@jest/globals", "mocha", "node:test", "bun:test"];
const TEST_FILES = /\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)__tests__\//;
const TEST_GLOBALS =
  "describe suite context it test specify beforeAll before beforeEach afterEach afterAll after expect vi jest".split(
    " ",
  );
const TEST_OBJECT = "__il_tests";

/** What those libraries import and the virtual platform has. */
export const PLATFORM_IMPORTS: Readonly<Record<string, string>> = {
  "process/": `${PROBE_NAME}.builtin("process")`,
  "abort-controller": "{ AbortController, AbortSignal }",
};
const EXTERNAL = [...Object.keys(PLATFORM_IMPORTS), "events", "buffer", "node:util", "node:events", "node:stream"];

/** Modules that are other names for a part of one of those. */
const PARTS: Readonly<Record<string, string>> = {
  "stream/promises": 'require("stream").promises',
  "readline/promises": 'require("readline").promises',
  _stream_readable: 'require("stream").Readable',
  _stream_writable: 'require("stream").Writable',
  _stream_duplex: 'require("stream").Duplex',
  _stream_transform: 'require("stream").Transform',
};

/** Modules of the simulated network. */
export const NETWORK = "il-network-modules";
const NETWORK_MODULES: ReadonlySet<string> = new Set(["http", "https", "net", "dns", "dns/promises"]);
/** Imported by a program that fetches from itself. */
export const FETCH_MODULE = "il-fetch";

/** First import of a program that makes code from strings: has ready what interprets it. */
export const CODE_MODULE = "il-code";

/** Whether a bundled program makes functions of strings, other than to find its global object. */
export function makesCode(code: string): boolean {
  for (const [, given = ""] of code.matchAll(/(?<![\w$.])Function\(([^)]*)/g)) {
    if (!/^\s*(["'`])return this;?\1\s*$/.test(given)) return true;
  }
  return false;
}

/** Imported by a program that reads or writes files as streams. */
export const FILE_STREAMS_MODULE = "il-file-streams";

/** Global names that the Web streams define, in Node and in browsers. */
export const STREAM_GLOBALS: readonly string[] = [
  "ReadableStream",
  "WritableStream",
  "TransformStream",
  "ReadableStreamDefaultReader",
  "WritableStreamDefaultWriter",
  "CountQueuingStrategy",
  "ByteLengthQueuingStrategy",
];

/** Text of a program's first import where its code uses one of those names. */
export const WEB_STREAMS_MODULE = "il-web-streams";

/** Modules of Node that need streams of the program's own for what they give. */
const WITH_STREAMS = new Set(["child_process", "cluster", "process"]);

/** CommonJS text of a built-in module, without `node:`. */
export async function platformModule(name: string, bundler: Bundler): Promise<string> {
  if (name === WEB_STREAMS_MODULE) {
    const assigned = STREAM_GLOBALS.map((global) => `${global} = web.${global};`);
    return ['const web = require("stream/web");', ...assigned].join("\n");
  }
  if (name === FETCH_MODULE) return `fetch = globalThis.fetch = require("${NETWORK}").fetch(fetch);`;
  if (name === NETWORK) {
    const text = await libraryText("network", join(__dirname, "platform", "network", "main.ts"), bundler);
    return `require("stream");\n${text}\nmodule.exports = module.exports.createModules(${PROBE_NAME}.builtin("il-network"));`;
  }
  if (NETWORK_MODULES.has(name)) return `module.exports = require("${NETWORK}")[${JSON.stringify(name)}];`;
  if (name === CODE_MODULE) {
    const text = await libraryText("code", join(__dirname, "platform", "code.ts"), bundler);
    return `${PROBE_NAME}.module(${JSON.stringify(name)},()=>{const module={exports:{}};\n${text}\nreturn module.exports;});`;
  }
  if (name === FILE_STREAMS_MODULE) {
    const text = await libraryText("fs-streams", join(__dirname, "platform", "fs-streams.ts"), bundler);
    return `${text}\nconst fs = require("fs");\nObject.assign(fs, module.exports.createFileStreams(fs));`;
  }
  if (name === "readline") {
    const text = await libraryText(name, join(__dirname, "platform", "readline.ts"), bundler);
    return `${text}\nmodule.exports = module.exports.createReadline(${PROBE_NAME}.builtin("il-readline"));`;
  }
  if (name === "stream/consumers") {
    return libraryText(name, join(__dirname, "platform", "stream-consumers.ts"), bundler);
  }
  if (name === "crypto") {
    const text = await libraryText(name, join(__dirname, "platform", "crypto", "main.ts"), bundler);
    const made = `module.exports = module.exports.createCryptoModule(${PROBE_NAME}.builtin("il-crypto"));`;
    return `${text}\n${made}\n${PROBE_NAME}.provide(${JSON.stringify(name)}, module.exports);`;
  }
  if (name === TEST_RUNNER) {
    const text = await libraryText(name, join(__dirname, "platform", "test-runner.ts"), bundler);
    return `${text}
const api = module.exports.createTestRunner();
globalThis.${TEST_OBJECT} = api;
module.exports = Object.assign(api.test, api, { default: api.test });`;
  }
  const style = WEB_FRAMEWORKS[name];
  if (style !== undefined) {
    const text = await libraryText(WEB_HANDLERS, join(__dirname, "platform", "web-handlers.ts"), bundler);
    return `${text}\nmodule.exports = module.exports.createFramework(${JSON.stringify(style)});`;
  }
  const part = PARTS[name];
  if (part !== undefined) return `module.exports = ${part};`;
  const file = LIBRARIES[name];
  if (file !== undefined) {
    return `${await libraryText(name, file, bundler)}\n${PROBE_NAME}.provide(${JSON.stringify(name)}, module.exports);`;
  }
  const value = `${PROBE_NAME}.builtin(${JSON.stringify(name)})`;
  const first = WITH_STREAMS.has(name) ? 'require("stream");\n' : "";
  return `${first}const value = ${value};\nmodule.exports = value.__esModule ? new Proxy(value, { __proto__: null, getPrototypeOf: () => value }) : value;`;
}

/** What a program mentions that may fetch from itself; for others the libraries would be dead weight. */
const LOCAL_HOST = /\blocalhost\b|127\.0\.0\.1|\bcreateServer\b/;

/** What is a stream in a program that need not import them: standard input, a worker's output, and a hash that something is piped into. */
const STREAMS_UNASKED =
  /\bstdin\b|\bstd(?:out|err)\s*:\s*true\b|\bcreateH(?:ash|mac)\b[\s\S]*(?:\.pipe|\bpipeline)\(|(?:\.pipe|\bpipeline)\([\s\S]*\bcreateH(?:ash|mac)\b/;

/** Whether a program with a web framework makes requests of its own server: over the simulated network, or as fastify and hono inject them. */
export function asksItself(files: readonly { readonly text: string }[]): boolean {
  if (!files.some(({ text }) => /["'](?:express|fastify|koa)["']/.test(text))) return false;
  const all = files.map(({ text }) => text).join("\n");
  return (
    /\.inject\(|["']supertest["']/.test(all) ||
    (/\b(?:localhost|127\.0\.0\.1)\b/.test(all) && /\bfetch\(|\b(?:http|https)\.(?:get|request)\(/.test(all))
  );
}

/** koa looks whether what it sends is a Web stream. */
function asksKoa(files: readonly { readonly text: string }[]): boolean {
  return asksItself(files) && files.some(({ text }) => /["']koa["']/.test(text));
}

/** What a program must import before anything else, since its code uses it without an import. */
export function impliedModules(files: readonly { readonly path: string; readonly text: string }[]): readonly string[] {
  const texts = files.map(({ text }) => text);
  const globals = new RegExp(`\\b(${STREAM_GLOBALS.join("|")})\\b`);
  return [
    ...(texts.some((text) => globals.test(text)) || asksKoa(files) ? [WEB_STREAMS_MODULE] : []),
    ...(texts.some((text) => /\bfetch\b/.test(text)) && texts.some((text) => LOCAL_HOST.test(text))
      ? [FETCH_MODULE]
      : []),
    ...(files.some(({ path, text }) => TEST_FILES.test(path) && /\b(it|test)\b/.test(text)) ? [TEST_RUNNER] : []),
    ...(texts.some((text) => STREAMS_UNASKED.test(text)) ? ["stream"] : []),
    ...(texts.some((text) => /\bcreate(?:Read|Write)Stream\b/.test(text)) ? [FILE_STREAMS_MODULE] : []),
    ...(texts.some((text) => /\bcrypto\.subtle\b/.test(text)) ? ["crypto"] : []),
  ];
}

/** The runner's functions where a test file takes them for globals. */
export function testGlobals(): Readonly<Record<string, string>> {
  return Object.fromEntries(TEST_GLOBALS.map((name) => [name, `globalThis.${TEST_OBJECT}.${name}`]));
}

const texts = new Map<string, Promise<string>>();

/** The shipped file, or, where the extension runs from its sources, the same made of the installed package. */
function libraryText(name: string, file: string, bundler: Bundler): Promise<string> {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const shipped = join(__dirname, "platform", `${name.replace("/", "-")}.js`);
  const made = existsSync(shipped) ? Promise.resolve(readFileSync(shipped, "utf8")) : bundled(file, bundler);
  texts.set(name, made);
  return made;
}

async function bundled(file: string, bundler: Bundler): Promise<string> {
  const result = await bundler.build({
    entryPoints: [createRequire(__filename).resolve(file)],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "neutral",
    mainFields: ["main"],
    target: "es2022",
    external: EXTERNAL,
    logLevel: "silent",
  });
  return result.outputFiles?.[0]?.text ?? "";
}
