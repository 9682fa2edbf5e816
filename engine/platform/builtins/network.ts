// The simulated network: one host, whose threads and processes listen at ports and connect to them. `net`, `http` and `fetch` are built on it.

import { codedError, get, isCallable } from "../../runtime/values";
import { createPair, type PortClasses, type PortEnd } from "../message-port";
import type { Realm } from "../realm";

interface Listener {
  readonly realm: Realm;
  /** A worker of a cluster shares its port with the others. */
  readonly shared: boolean;
  accept(end: PortEnd): void;
}

/** Ports of the host and who listens there; connections go to each in turn. */
interface Ports {
  readonly listeners: Map<number, Listener[]>;
  next: number;
  /** What the workers of one cluster were given for their first, second, ... port of any number. */
  readonly given: Map<string, number>;
}

/** The first port that is given where a program asks for any. */
const FIRST_FREE = 49152;

export interface NetworkInput {
  readonly realm: Realm;
  readonly ports: PortClasses;
  /** The primary's process id in a worker of a cluster. */
  readonly primary: number | undefined;
  /** It listens: the cluster's primary is told. */
  announce(port: number): void;
}

export interface Network {
  /** For the library `server/instrument/platform/network`. */
  readonly module: object;
  close(): void;
}

export function createNetwork(input: NetworkInput): Network {
  const { realm } = input;
  const own = new Set<() => void>();
  let anyPorts = 0;
  const { ioLatency } = realm.world.input.machine;

  const module = {
    /** Throws EADDRINUSE where somebody listens there. `accept` is called with the server's side of each connection. */
    listen(wanted: number, what: string, accept: unknown): object {
      realm.check();
      const { listeners } = portsOf(realm);
      const shared = input.primary !== undefined;
      // Node's lib/internal/cluster/child.js: the workers' first `listen(0)` is one port, their second another.
      const key = shared && wanted === 0 ? `${input.primary} ${anyPorts++}` : undefined;
      const port = wanted === 0 ? freePort(realm, key) : wanted;
      const there = listeners.get(port) ?? [];
      if (there.length > 0 && !(shared && there.every((each) => each.shared))) {
        const error = codedError(Error, "EADDRINUSE", `listen EADDRINUSE: address already in use :::${port}`);
        throw Object.assign(error, { errno: -98, syscall: "listen", address: "::", port });
      }
      let [open, referenced] = [true, true];
      const handle = { what: () => `${what} on port ${port}`, site: realm.site, referenced: () => open && referenced };
      const listener: Listener = {
        realm,
        shared,
        accept(end) {
          const arrived = realm.job(() => {
            if (open && isCallable(accept)) realm.call(accept, undefined, [input.ports.adopt(end)]);
          });
          realm.loop.complete(arrived);
          realm.wake();
        },
      };
      const close = () => {
        if (!open) return;
        open = false;
        own.delete(close);
        realm.loop.removeHandle(handle);
        const left = (listeners.get(port) ?? []).filter((each) => each !== listener);
        if (left.length === 0) listeners.delete(port);
        else listeners.set(port, left);
      };
      listeners.set(port, [...there, listener]);
      realm.loop.addHandle(handle);
      own.add(close);
      return {
        port,
        close,
        ref: () => {
          referenced = true;
        },
        unref: () => {
          referenced = false;
        },
      };
    },
    /** Called when a server of this process has said that it listens. */
    listening: (port: number) => input.announce(port),
    /** `done(port)` after the I/O latency; without one where nobody listens there. */
    connect(port: number, what: string, done: unknown): void {
      realm.check();
      realm.completeLater(ioLatency, `connecting to port ${port}`, () => {
        const { listeners } = portsOf(realm);
        const [first, ...others] = listeners.get(port) ?? [];
        if (first === undefined) {
          if (isCallable(done)) realm.call(done, undefined, []);
          return;
        }
        listeners.set(port, [...others, first]);
        const [mine, theirs] = createPair(realm, [`${what} (client)`, `${what} (server)`]);
        realm.recorder.effect(() => first.accept(theirs));
        const line = input.ports.adopt(mine);
        // The server hears of it first.
        realm.completeLater(0, `connecting to port ${port}`, () => {
          if (isCallable(done)) realm.call(done, undefined, [line]);
        });
      });
    },
    /** Calls back in the poll phase, after the I/O latency. */
    later(what: string, done: unknown): void {
      realm.check();
      realm.completeLater(ioLatency, what, () => void (isCallable(done) && realm.call(done, undefined, [])));
    },
    /** What a promise that is being made waits for. */
    waits: (text: string) => realm.hint(() => ({ kind: "io", text })),
    assume: (message: string) => realm.assume("modelled-io", message),
  };
  return {
    module,
    close: () => {
      for (const close of own) close();
    },
  };
}

function portsOf(realm: Realm): Ports {
  const known = realm.world.shared.get("network");
  if (isPorts(known)) return known;
  const made: Ports = { listeners: new Map(), next: FIRST_FREE, given: new Map() };
  realm.world.shared.set("network", made);
  return made;
}

function isPorts(value: unknown): value is Ports {
  return typeof value === "object" && value !== null && get(value, "listeners") instanceof Map;
}

/** `key`: whoever asks with the same gets the same. */
function freePort(realm: Realm, key: string | undefined): number {
  const ports = portsOf(realm);
  const before = key === undefined ? undefined : ports.given.get(key);
  if (before !== undefined) return before;
  while (ports.listeners.has(ports.next)) ports.next++;
  if (key !== undefined) ports.given.set(key, ports.next);
  return ports.next++;
}
