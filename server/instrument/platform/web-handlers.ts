// Stands for a web framework in a simulated program: whatever handlers are registered are called, several at once, with made requests.

import { EventEmitter } from "node:events";

type Callback = (...args: unknown[]) => unknown;

/** How a framework calls a handler. */
export type Style = "express" | "fastify" | "koa" | "hono";

interface Route {
  readonly method: string;
  readonly path: string;
  readonly handlers: readonly Callback[];
}

interface Answer {
  status: number;
  body: unknown;
  done: boolean;
}

/** Requests for each route, started together. */
const TIMES = 2;
const METHODS = ["get", "post", "put", "patch", "delete", "options", "head", "all"];

/** The framework's main export: a function or class that makes applications and routers. */
export function createFramework(style: Style): object {
  const routes: Route[] = [];
  let waiting = false;
  /** When the program has loaded, its routes are known. */
  const soon = () => {
    if (waiting) return;
    waiting = true;
    const start = () => {
      waiting = false;
      for (const route of routes.splice(0)) {
        for (let time = 1; time <= TIMES; time++) void request(route, style, time);
      }
    };
    // After the callbacks of `listen`, which were asked for later.
    setImmediate(() => setImmediate(start));
  };
  const make = (): object => {
    const before: Callback[] = [];
    const own: Route[] = [];
    const add = (given: Route) => {
      const route = { ...given, handlers: [...before, ...given.handlers] };
      own.push(route);
      routes.push(route);
      soon();
    };
    const target = function app() {};
    const proxy: object = new Proxy(target, {
      get(_target, key) {
        if (typeof key === "symbol" || key === "then") return undefined;
        if (key === MOUNT) {
          return (path: string, outer: readonly Callback[]) => {
            const bare = own.splice(0);
            const mounted = bare.map((route) => ({
              ...route,
              path: path + route.path,
              handlers: [...outer, ...route.handlers],
            }));
            routes.splice(0, routes.length, ...routes.filter((route) => !bare.includes(route)), ...mounted);
            own.push(...mounted);
            return mounted;
          };
        }
        if (METHODS.includes(key)) {
          return (path: unknown, ...rest: unknown[]) => {
            const handlers = rest.flat().filter(isCallable);
            if (handlers.length > 0)
              add({ method: key === "all" ? "GET" : key.toUpperCase(), path: String(path), handlers });
            return proxy;
          };
        }
        if (key === "route") return (path: unknown) => (typeof path === "string" ? atPath(path) : described(path));
        if (key === "use" || key === "register" || key === "addHook") return use;
        if (key === "listen") {
          return (...args: unknown[]) => {
            soon();
            const callback = args.find(isCallable);
            if (callback !== undefined) setImmediate(callback);
            return Object.assign(Promise.resolve("http://localhost"), { close: () => undefined, on: () => undefined });
          };
        }
        if (key === "routes" || key === "callback" || key === "allowedMethods") return () => proxy;
        return () => proxy;
      },
      apply: () => undefined,
    });
    /** Routes of a router become this one's, so that this one can be mounted in turn. */
    const adopt = (mounted: unknown) => {
      for (const route of routes) if (Array.isArray(mounted) && mounted.includes(route)) own.push(route);
    };
    const use = (...args: unknown[]) => {
      const path = typeof args[0] === "string" ? args[0] : "";
      for (const arg of args.flat()) {
        const mount = typeof arg === "function" ? Reflect.get(arg, MOUNT) : undefined;
        if (isCallable(mount)) adopt(mount(path, before));
        else if (isCallable(arg) && style === "fastify") arg(proxy, {}, () => {});
        else if (isCallable(arg)) before.push(arg);
      }
      return proxy;
    };
    const atPath = (path: string): object => {
      const at: object = new Proxy(target, {
        get:
          (_target, key) =>
          (...handlers: unknown[]) => {
            const run: unknown = Reflect.get(proxy, key);
            if (isCallable(run)) run(path, ...handlers);
            return at;
          },
      });
      return at;
    };
    const described = (route: unknown) => {
      const of = (key: string): unknown =>
        typeof route === "object" && route !== null ? Reflect.get(route, key) : undefined;
      const handler = of("handler");
      if (isCallable(handler))
        add({ method: String(of("method") ?? "GET"), path: String(of("url") ?? "/"), handlers: [handler] });
      return proxy;
    };
    return proxy;
  };
  const framework = function framework() {
    return make();
  };
  const nothing = () => (_request: unknown, _response: unknown, next: unknown) =>
    isCallable(next) ? next() : undefined;
  const parts = { json: nothing, urlencoded: nothing, text: nothing, raw: nothing, static: nothing };
  return Object.assign(framework, parts, {
    Router: framework,
    Hono: framework,
    fastify: framework,
    default: framework,
    __esModule: true,
  });
}

const MOUNT = "il mount";

async function request(route: Route, style: Style, time: number): Promise<void> {
  const answer: Answer = { status: 200, body: undefined, done: false };
  const url = route.path.replace(/:\w+\??/g, "1").replaceAll("*", "x");
  const label = `${route.method} ${url} #${time}`;
  const sent = new EventEmitter();
  const finished = new Promise<void>((resolve) => sent.once("finish", resolve));
  const finish = (body: unknown) => {
    if (answer.done) return;
    answer.done = true;
    answer.body = body;
    sent.emit("finish");
  };
  try {
    await respond(route, style, url, answer, finish, sent);
    await finished;
    console.log(`${label}: ${answer.status}${shown(answer.body)}`);
  } catch (error) {
    console.log(`${label}: 500 ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function respond(
  route: Route,
  style: Style,
  url: string,
  answer: Answer,
  finish: (body: unknown) => void,
  sent: EventEmitter,
): Promise<void> {
  const params = Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => [name, "1"]));
  const incoming = Object.assign(new EventEmitter(), {
    method: route.method,
    url,
    path: url,
    originalUrl: url,
    params,
    query: fields(),
    body: fields(),
    headers: {},
    cookies: {},
    ip: "127.0.0.1",
    _body: true,
    get: () => undefined,
    header: () => undefined,
    param: (name: string) => params[name],
    json: async () => fields(),
  });
  const outgoing: object = new Proxy(sent, {
    get(target, key) {
      if (typeof key === "symbol" || key === "then") return undefined;
      if (key === "headersSent" || key === "writableEnded" || key === "sent") return answer.done;
      if (key === "statusCode") return answer.status;
      if (key === "locals") return {};
      if (key === "status" || key === "code" || key === "writeHead") {
        return (status: number) => {
          answer.status = status;
          return outgoing;
        };
      }
      if (key === "sendStatus") {
        return (status: number) => {
          answer.status = status;
          finish(undefined);
        };
      }
      if (["json", "send", "end", "render", "redirect", "text", "html", "sendFile", "download"].includes(key)) {
        return (body: unknown) => {
          finish(body);
          return style === "hono" ? HANDLED : outgoing;
        };
      }
      const found: unknown = Reflect.get(target, key);
      if (isCallable(found)) return (...args: unknown[]) => Reflect.apply(found, target, args);
      return () => outgoing;
    },
    set(_target, key, value) {
      if (key === "statusCode" || key === "status") answer.status = Number(value);
      if (key === "body") answer.body = value;
      return true;
    },
  });
  if (style === "express") {
    await chained(route.handlers, (handler, next) =>
      handler.length === 4 ? next() : handler(incoming, outgoing, next),
    );
    return;
  }
  if (style === "fastify") {
    for (const handler of route.handlers) {
      const value = await handler(incoming, outgoing);
      if (value !== undefined && value !== outgoing) finish(value);
    }
    return;
  }
  const context = Object.assign(outgoing, {
    req: incoming,
    request: incoming,
    response: outgoing,
    params,
    query: fields(),
  });
  const values = {
    req: { ...incoming, param: (name: string) => params[name], query: () => "1" },
    request: incoming,
    params,
    query: fields(),
  };
  const given: object = new Proxy(context, {
    get: (target, key) => (Object.hasOwn(values, key) ? Reflect.get(values, key) : Reflect.get(target, key)),
  });
  await chained(route.handlers, (handler, next) => handler(given, next));
  finish(answer.body);
}

const HANDLED = "handled";

/** Each handler gets a `next` that runs the ones after it. */
async function chained(
  handlers: readonly Callback[],
  call: (handler: Callback, next: Callback) => unknown,
): Promise<void> {
  const [first, ...rest] = handlers;
  if (first === undefined) return;
  await call(first, (error?: unknown) => {
    if (error !== undefined && error !== "route") throw error;
    return chained(rest, call);
  });
}

/** An object of which every field that is asked for is there. */
function fields(): object {
  return new Proxy(
    {},
    { get: (_target, key) => (typeof key === "symbol" || key === "toJSON" || key === "then" ? undefined : `${key} 1`) },
  );
}

function isCallable(value: unknown): value is Callback {
  return typeof value === "function";
}

function shown(body: unknown): string {
  if (body === undefined || body === HANDLED) return "";
  return ` ${typeof body === "string" ? body : JSON.stringify(body)}`;
}
