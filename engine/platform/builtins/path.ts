// `node:path` as on POSIX systems.

export interface PosixPath {
  normalize(path: string): string;
  join(...parts: string[]): string;
  resolve(...parts: string[]): string;
  dirname(path: string): string;
}

const ROOT = "/workspace";

export function createPath(): PosixPath & Record<string, unknown> {
  const segments = (path: string, absolute: boolean): string[] => {
    const result: string[] = [];
    for (const part of path.split("/")) {
      if (part === "" || part === ".") continue;
      if (part !== "..") result.push(part);
      else if (result.length > 0 && result.at(-1) !== "..") result.pop();
      else if (!absolute) result.push("..");
    }
    return result;
  };
  const normalize = (path: string): string => {
    if (path === "") return ".";
    const absolute = path.startsWith("/");
    const body = segments(path, absolute).join("/");
    const tail = path.endsWith("/") && body !== "" ? "/" : "";
    return absolute ? `/${body}${tail}` : (body || ".") + tail || ".";
  };
  const join = (...parts: string[]): string => normalize(parts.filter((part) => part !== "").join("/"));
  const resolve = (...parts: string[]): string => {
    let path = "";
    for (const part of [...parts].reverse()) {
      if (part === "") continue;
      path = path === "" ? part : `${part}/${path}`;
      if (part.startsWith("/")) break;
    }
    if (!path.startsWith("/")) path = path === "" ? ROOT : `${ROOT}/${path}`;
    return `/${segments(path, true).join("/")}`;
  };
  const trim = (path: string) => (path.length > 1 ? path.replace(/\/+$/, "") || "/" : path);
  const dirname = (path: string): string => {
    const trimmed = trim(path);
    const slash = trimmed.lastIndexOf("/");
    if (slash < 0) return ".";
    return slash === 0 ? "/" : trim(trimmed.slice(0, slash));
  };
  const basename = (path: string, suffix = ""): string => {
    const name = trim(path).split("/").at(-1) ?? "";
    return suffix !== "" && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  };
  const extname = (path: string): string => {
    const name = basename(path);
    const dot = name.lastIndexOf(".");
    return dot <= 0 ? "" : name.slice(dot);
  };
  const relative = (from: string, to: string): string => {
    const [a, b] = [segments(resolve(from), true), segments(resolve(to), true)];
    let common = 0;
    while (common < a.length && common < b.length && a[common] === b[common]) common++;
    return [...a.slice(common).map(() => ".."), ...b.slice(common)].join("/");
  };
  const path: PosixPath & Record<string, unknown> = {
    sep: "/",
    delimiter: ":",
    normalize,
    join,
    resolve,
    dirname,
    basename,
    extname,
    relative,
    isAbsolute: (value: string) => value.startsWith("/"),
    toNamespacedPath: (value: string) => value,
    parse(value: string) {
      const base = basename(value);
      const ext = extname(value);
      const root = value.startsWith("/") ? "/" : "";
      const dir = dirname(value);
      return {
        root,
        dir: dir === "." && !value.includes("/") ? "" : dir,
        base,
        ext,
        name: ext === "" ? base : base.slice(0, -ext.length),
      };
    },
    format(value: Readonly<Record<string, string | undefined>>) {
      const { dir, root = "", base, name = "", ext = "" } = value;
      const file = base ?? name + ext;
      return dir === undefined || dir === "" ? root + file : dir === root ? dir + file : `${dir}/${file}`;
    },
  };
  path.posix = path;
  path.win32 = path;
  return path;
}
