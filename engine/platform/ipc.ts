// The IPC channel between a process and the one that forked it: `send`, `disconnect` and their events, on either side.

import { codedError, get, isCallable, isObject } from "../runtime/values";
import type { PollSource } from "./event-loop";
import type { Emitter } from "./events";
import { closeEnd, type PortClasses, type PortEnd, portSource, send } from "./message-port";
import type { Realm } from "./realm";
import { invalidType } from "./validate";

/** How messages are copied: as JSON text (Node's default) or as `structuredClone` does it. */
export type Serialization = "json" | "advanced";

export interface IpcOptions {
  readonly end: PortEnd;
  readonly serialization: Serialization;
  /** The child's side keeps its process alive only while somebody listens for messages; the parent's side always does. */
  readonly side: "parent" | "child";
  /** The other side has closed, after its last message. */
  readonly ended: () => void;
}

export interface Ipc {
  /** The thread has ended: the other side learns of it. */
  close(): void;
}

/** Gives `target` (a `ChildProcess`, or the child's `process`) its half of the channel, as `setupChannel` of Node's lib/internal/child_process.js. */
export function setupIpc(realm: Realm, target: Emitter, ports: PortClasses, options: IpcOptions): Ipc {
  const { end, side } = options;
  const site = realm.site;
  let open = true;
  let pending: (readonly [event: string, message: unknown])[] = [];
  /** Node's `Control`: counted references, until the program says itself what it wants. */
  const control = { count: 0, explicit: false, referenced: side === "parent" };
  const source: PollSource = portSource(end);
  const handle = {
    what: () =>
      side === "parent"
        ? `the IPC channel of ${realm.world.resources.name(end.resource)}`
        : "a listener for the parent's messages",
    site,
    referenced: () => open && control.referenced,
  };
  const count = (change: 1 | -1) => {
    control.count += change;
    if (!control.explicit) control.referenced = control.count > 0;
  };
  const tick = (run: () => void) => realm.jobs.tick(realm.tasks.capture(), run);
  const set = (name: string, value: unknown) => void Reflect.set(target, name, value);
  const connected = () => get(target, "connected") === true;
  const shut = () => {
    if (!open) return;
    open = false;
    closeEnd(realm, end);
    realm.loop.removeSource(source);
    realm.loop.removeHandle(handle);
  };

  const emit = (event: string, message: unknown) => {
    if (event === "internalMessage" || target.listenerCount("message") > 0) target.emit(event, message, undefined);
    else pending.push([event, message]);
  };
  end.receiver = {
    realm,
    started: () => true,
    deliver(value) {
      if (get(target, "channel") === null) return;
      const message =
        options.serialization === "json" && typeof value === "string" ? JSON.parse(value) : ports.unpack(value);
      tick(() => emit(isInternal(message) ? "internalMessage" : "message", message));
    },
    closed() {
      if (!open) return;
      call(target, "disconnect");
      shut();
      set("channel", null);
      options.ended();
    },
  };
  realm.loop.addSource(source);
  realm.loop.addHandle(handle);

  target.on("newListener", () =>
    tick(() => {
      if (get(target, "channel") === null || target.listenerCount("message") === 0) return;
      const late = pending;
      pending = [];
      for (const [event, message] of late) target.emit(event, message, undefined);
    }),
  );
  if (side === "child") {
    const counts = (event: unknown) => event === "message" || event === "disconnect";
    target.on("newListener", (event: unknown) => void (counts(event) && count(1)));
    target.on("removeListener", (event: unknown) => void (counts(event) && count(-1)));
  }

  const fail = (error: Error, callback: unknown) =>
    tick(() => void (isCallable(callback) ? callback.call(undefined, error) : target.emit("error", error)));
  set("connected", true);
  set("channel", {
    ref() {
      control.explicit = true;
      control.referenced = true;
    },
    unref() {
      control.explicit = true;
      control.referenced = false;
    },
    refCounted: () => count(1),
    unrefCounted: () => count(-1),
  });
  set("send", (message: unknown, ...rest: unknown[]) => {
    realm.check();
    const callback = rest.find(isCallable);
    if (!connected()) {
      fail(codedError(Error, "ERR_IPC_CHANNEL_CLOSED", "Channel closed"), callback);
      return false;
    }
    const copy = copied(message, options.serialization, ports);
    if (isObject(rest[0]) && !isCallable(rest[0]))
      realm.limit("handles of sockets and servers are not passed between processes");
    if (end.peer?.closed === true) {
      fail(codedError(Error, "EPIPE", "write EPIPE"), callback);
      return true;
    }
    send(realm, end, copy, message);
    if (callback !== undefined) tick(() => void callback.call(undefined, null));
    return true;
  });
  set("disconnect", () => {
    realm.check();
    if (!connected()) {
      target.emit("error", codedError(Error, "ERR_IPC_DISCONNECTED", "IPC channel is already disconnected"));
      return;
    }
    set("connected", false);
    set("channel", null);
    tick(() => {
      shut();
      target.emit("disconnect");
    });
  });
  return { close: shut };
}

/** The message as it travels: JSON text, or a structured clone. Throws what Node throws for what cannot be sent. */
function copied(message: unknown, serialization: Serialization, ports: PortClasses): unknown {
  if (message === undefined)
    throw codedError(TypeError, "ERR_MISSING_ARGS", 'The "message" argument must be specified');
  if (!["string", "object", "number", "boolean"].includes(typeof message)) {
    throw invalidType("message", "one of type string, object, number, or boolean", message);
  }
  if (serialization === "json") return JSON.stringify(message);
  try {
    return ports.clone(message, undefined);
  } catch (error) {
    // The serializer of `node:v8` throws a plain error where `postMessage` throws a `DOMException`.
    if (isObject(error) && get(error, "name") === "DataCloneError") throw new Error(String(get(error, "message")));
    throw error;
  }
}

function isInternal(message: unknown): boolean {
  const command = isObject(message) ? get(message, "cmd") : undefined;
  return typeof command === "string" && command.length > 5 && command.startsWith("NODE_");
}

function call(target: object, method: string): void {
  const found = get(target, method);
  if (isCallable(found)) found.call(target);
}
