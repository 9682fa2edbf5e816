// `node:diagnostics_channel`: channels by name, within one thread.

import { type Callable, isCallable } from "../../runtime/values";

interface Channel {
  readonly name: string;
  readonly hasSubscribers: boolean;
  subscribe(listener: unknown): void;
  unsubscribe(listener: unknown): boolean;
  publish(message: unknown): void;
  bindStore(): void;
  unbindStore(): boolean;
  runStores(context: unknown, run: unknown, self: unknown, ...args: unknown[]): unknown;
}

const EVENTS = ["start", "end", "asyncStart", "asyncEnd", "error"] as const;

export function createDiagnosticsChannel(): object {
  const channels = new Map<unknown, Channel>();
  const channel = (name: unknown): Channel => {
    const known = channels.get(name) ?? createChannel(String(name));
    channels.set(name, known);
    return known;
  };
  return {
    channel,
    hasSubscribers: (name: unknown) => channels.get(name)?.hasSubscribers ?? false,
    subscribe: (name: unknown, listener: unknown) => channel(name).subscribe(listener),
    unsubscribe: (name: unknown, listener: unknown) => channel(name).unsubscribe(listener),
    tracingChannel: (name: unknown) => tracing(channel, String(name)),
  };
}

function createChannel(name: string): Channel {
  let listeners: readonly Callable[] = [];
  const publish = (message: unknown): void => {
    for (const listener of listeners) listener.call(undefined, message, name);
  };
  return {
    name,
    get hasSubscribers() {
      return listeners.length > 0;
    },
    subscribe(listener) {
      if (isCallable(listener)) listeners = [...listeners, listener];
    },
    unsubscribe(listener) {
      const before = listeners.length;
      listeners = listeners.filter((one) => one !== listener);
      return listeners.length < before;
    },
    publish,
    // Stores that a channel would enter are not kept.
    bindStore: () => undefined,
    unbindStore: () => false,
    runStores(context, run, self, ...args) {
      publish(context);
      return isCallable(run) ? run.call(self, ...args) : undefined;
    },
  };
}

/** The five channels around one kind of call. */
function tracing(channel: (name: string) => Channel, name: string): object {
  const parts = Object.fromEntries(EVENTS.map((event) => [event, channel(`tracing:${name}:${event}`)]));
  const tell = (event: (typeof EVENTS)[number], context: unknown): void => parts[event]?.publish(context);
  const around = (run: unknown, context: unknown, self: unknown, args: readonly unknown[]): unknown => {
    tell("start", context);
    try {
      return isCallable(run) ? run.call(self, ...args) : undefined;
    } catch (error) {
      tell("error", context);
      throw error;
    } finally {
      tell("end", context);
    }
  };
  return {
    ...parts,
    get hasSubscribers() {
      return EVENTS.some((event) => parts[event]?.hasSubscribers === true);
    },
    traceSync: (run: unknown, context: unknown, self: unknown, ...args: unknown[]) => around(run, context, self, args),
    tracePromise: (run: unknown, context: unknown, self: unknown, ...args: unknown[]) =>
      around(run, context, self, args),
    traceCallback: (run: unknown, _position: unknown, context: unknown, self: unknown, ...args: unknown[]) =>
      around(run, context, self, args),
  };
}
