// `error.stack` in the user's own terms: the places of their source, and nothing of the engine, the bundle or the host.

import { get, isCallable, isError, isObject } from "../runtime/values";
import type { CodeUnit, Scenario, Site, SiteId } from "../scenario";

/** Where a frame is, as the host sees it: one-based. `undefined` where it is in no unit. */
export type UnitOf = (file: string, line: number) => { readonly unit: string; readonly line: number } | undefined;

/** What V8 gives of a frame (v8.dev/docs/stack-trace-api); as much of it as is needed. */
interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly native: boolean;
  readonly name: string;
}

/** A piece of a unit's text that says where it comes from. */
interface Mark {
  readonly line: number;
  readonly column: number;
  /** Of a probe. */
  readonly site: SiteId | undefined;
  /** Where the text of a file begins. */
  readonly path: string | undefined;
  /** The call that runs the body of an asynchronous function, whose own frame says more. */
  readonly wrapper: boolean;
}

/** Frames that are captured, the engine's own among them; and those that are shown (V8's default). */
const CAPTURED = 30;
const SHOWN = 10;
const ROOT = "/workspace/";

/**
 * Gives errors such stacks until the language is restored (`guardLanguage`). A frame is shown with the place of the statement or call that
 * the nearest probe before it reports. Frames of libraries have their file and no line. What the program itself puts into
 * `Error.prepareStackTrace` is used instead, as V8 would.
 */
export function showUserStacks(scenario: Scenario, unitOf: UnitOf): void {
  const marks = new Map<string, readonly Mark[]>();
  const marksOf = (id: string): readonly Mark[] => {
    const known = marks.get(id);
    if (known !== undefined) return known;
    const unit = scenario.units.find((candidate) => candidate.id === id);
    const made = unit === undefined ? [] : marksIn(unit);
    marks.set(id, made);
    return made;
  };

  /** A user's frame as a line; `"skip"` for one that stands for no call of theirs, `undefined` for the engine's own. */
  const lineOf = (frame: Frame): string | undefined => {
    const place = unitOf(frame.file, frame.line);
    if (place === undefined) return undefined;
    const { path, site, wrapper } = before(marksOf(place.unit), place.line, frame.column);
    if (path === undefined || wrapper) return "skip";
    const own = site === undefined ? undefined : scenario.sites[site];
    const file = own === undefined ? undefined : scenario.files[own.file]?.path;
    if (own === undefined || file === undefined || file !== path) {
      const shown = path.slice(Math.max(path.lastIndexOf("node_modules/"), 0));
      return /^(?:[\w-]+:|<|\.\.)/.test(shown) ? "skip" : called(frame.name, `${ROOT}${shown}`);
    }
    const name = nameOf(frame.name, own, path);
    return called(name, `${ROOT}${file}:${own.line + 1}:${own.character + 1}`);
  };

  const format = (error: unknown, sites: unknown): string => {
    const frames = Array.isArray(sites) ? sites.map(frameOf) : [];
    const lines: string[] = [];
    /** A function of the language's own, which counts where a user's function has called it. */
    let native: string | undefined;
    let ownCall = frames.length > 0;
    for (const [index, frame] of frames.entries()) {
      if (frame.native) {
        native = called(frame.name, "<anonymous>");
        continue;
      }
      const line = lineOf(frame);
      if (index === 0 && line !== undefined) ownCall = false;
      if (line !== undefined && line !== "skip") {
        if (native !== undefined) lines.push(native);
        lines.push(line);
      }
      native = undefined;
    }
    return [headOf(error, ownCall), ...lines.slice(0, SHOWN)].join("\n");
  };

  let current: unknown = format;
  Object.defineProperty(Error, "prepareStackTrace", {
    get: () => current,
    set(given: unknown) {
      current = isCallable(given) ? given : format;
    },
    configurable: true,
    enumerable: false,
  });
  Reflect.set(Error, "stackTraceLimit", CAPTURED);
}

/** The lines of a stack that says nothing of the host; `undefined` where it may. */
export function shownFrames(stack: unknown): string | undefined {
  if (typeof stack !== "string") return undefined;
  const frames = stack.split("\n").filter((line) => /^ {4}at /.test(line));
  if (frames.length === 0 || !frames.every((line) => line.includes(ROOT) || line.endsWith("<anonymous>)")))
    return undefined;
  return frames.join("\n");
}

function called(name: string, place: string): string {
  return name === "" ? `    at ${place}` : `    at ${name} (${place})`;
}

/** `platform`: an error of Node's own, which names its code. */
function headOf(error: unknown, platform: boolean): string {
  if (!isObject(error)) return "";
  const name = String(get(error, "name") ?? "Error");
  const message = String(get(error, "message") ?? "");
  const code = get(error, "code");
  const heading =
    platform && isError(error) && typeof code === "string" && /^ERR_/.test(code) ? `${name} [${code}]` : name;
  if (heading === "") return message;
  return message === "" ? heading : `${heading}: ${message}`;
}

/** A name of the source where the bundle has none or another one. */
function nameOf(given: string, site: Site, path: string): string {
  if (given === path || given.endsWith(`.${path}`)) return "Object.<anonymous>";
  const plain = /^[\w$#]+(?:\.[\w$#]+)*$/.test(site.in) && site.in !== "module" && site.in !== "callback";
  if (given === "") return plain ? site.in : "";
  // A class or function of a name that was taken already has got another one in the bundle.
  return plain && given.replaceAll(/^_+|\d+$/g, "") === site.in ? site.in : given.replace(/^(new )?_+(?=[A-Z])/, "$1");
}

function frameOf(site: unknown): Frame {
  const ask = (name: string): unknown => {
    const method = isObject(site) ? get(site, name) : undefined;
    return isCallable(method) ? method.call(site) : undefined;
  };
  const text = (name: string): string => {
    const value = ask(name);
    return typeof value === "string" ? value : "";
  };
  const [line, column] = [ask("getLineNumber"), ask("getColumnNumber")];
  const name = text("getFunctionName");
  const type = ask("isToplevel") === true ? "" : text("getTypeName");
  const method = text("getMethodName");
  const accessor = /^[gs]et /.test(name);
  const full =
    accessor || type === "" || name.startsWith(type) ? name : `${type}.${name === "" ? "<anonymous>" : name}`;
  const alias = method !== "" && name !== "" && (accessor || !name.endsWith(method)) ? ` [as ${method}]` : "";
  const file = text("getFileName");
  return {
    file,
    line: typeof line === "number" ? line : 0,
    column: typeof column === "number" ? column : 0,
    native: file === "" || ask("isNative") === true,
    name: ask("isConstructor") === true ? `new ${name === "" ? "<anonymous>" : name}` : name === "" ? "" : full + alias,
  };
}

/** Probes, the beginnings of files and the wrappers of asynchronous functions, in the order of the text. */
function marksIn({ code }: CodeUnit): readonly Mark[] {
  const marks: Mark[] = [];
  for (const [index, text] of code.split("\n").entries()) {
    const line = index + 1;
    const file = /^\s*\/\/! (.+)$/.exec(text)?.[1];
    if (file !== undefined) marks.push({ line, column: 0, site: undefined, path: file, wrapper: false });
    const wrapped = /\b(?:__async\w*|__il\.\w+)\(this, .*function\* ?\(/.exec(text);
    for (const probe of text.matchAll(/\b__il\.\w+\((\d+)\b/g)) {
      marks.push({ line, column: probe.index, site: Number(probe[1]), path: undefined, wrapper: false });
    }
    if (wrapped !== null) marks.push({ line, column: wrapped.index, site: undefined, path: undefined, wrapper: true });
  }
  return marks;
}

/** What the marks before a place say of it. */
function before(
  marks: readonly Mark[],
  line: number,
  column: number,
): { readonly path: string | undefined; readonly site: SiteId | undefined; readonly wrapper: boolean } {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const mark = marks[middle];
    if (mark !== undefined && (mark.line < line || (mark.line === line && mark.column < column))) low = middle + 1;
    else high = middle;
  }
  let site: SiteId | undefined;
  let path: string | undefined;
  const nearest = marks[low - 1];
  for (let index = low - 1; index >= 0 && path === undefined; index--) {
    const mark = marks[index];
    site ??= mark?.site;
    path = mark?.path;
  }
  return { path, site, wrapper: nearest?.wrapper === true && nearest.line === line };
}
