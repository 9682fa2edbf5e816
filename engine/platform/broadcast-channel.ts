// `BroadcastChannel`: everybody of the process who opened the name hears what the others post.

import { defineHandler, type EventClasses, rename } from "./event-target";
import { createPair, type PortClasses, type PortEnd, portSource, send } from "./message-port";
import type { Realm } from "./realm";
import { missingArguments } from "./validate";

interface Member {
  readonly name: string;
  readonly realm: Realm;
  /** What reaches this member comes out of this end; others send through its peer. */
  readonly inbox: PortEnd;
}

export function createBroadcastChannel(realm: Realm, events: EventClasses, ports: PortClasses): object {
  const members = membersOf(realm);

  class VirtualBroadcastChannel extends events.EventTarget {
    readonly name: string;
    readonly #member: Member;
    readonly #close: () => void;
    #referenced = true;
    #closed = false;

    constructor(...args: readonly unknown[]) {
      if (args.length === 0) throw missingArguments("name");
      super();
      realm.check();
      this.name = String(args[0]);
      const [inbox] = createPair(realm, [`broadcast ${this.name}`, `broadcast ${this.name} senders`]);
      const source = portSource(inbox);
      inbox.receiver = {
        realm,
        started: () => true,
        deliver: (value) => events.deliver(this, new events.MessageEvent("message", { data: ports.unpack(value) })),
        closed: () => undefined,
      };
      const handle = {
        what: () => `BroadcastChannel "${this.name}"`,
        site: realm.site,
        referenced: () => this.#referenced,
      };
      realm.loop.addSource(source);
      realm.loop.addHandle(handle);
      this.#member = { name: this.name, realm, inbox };
      members.push(this.#member);
      this.#close = () => {
        inbox.closed = true;
        realm.loop.removeSource(source);
        realm.loop.removeHandle(handle);
        const index = members.indexOf(this.#member);
        if (index >= 0) members.splice(index, 1);
      };
    }

    postMessage(...args: readonly unknown[]): void {
      realm.check();
      if (args.length === 0) throw missingArguments("message");
      const [value] = args;
      if (this.#closed) throw new events.DOMException("BroadcastChannel is closed.", "InvalidStateError");
      for (const member of members) {
        if (member === this.#member || member.name !== this.name || member.inbox.peer === undefined) continue;
        send(realm, member.inbox.peer, ports.clone(value, undefined));
      }
    }
    close(): void {
      this.#closed = true;
      this.#close();
    }
    ref(): this {
      this.#referenced = true;
      return this;
    }
    unref(): this {
      this.#referenced = false;
      return this;
    }
  }
  rename(VirtualBroadcastChannel, "BroadcastChannel");
  defineHandler(VirtualBroadcastChannel, "message");
  return VirtualBroadcastChannel;
}

function membersOf(realm: Realm): Member[] {
  const { shared } = realm.world;
  const key = `broadcast channels of process ${realm.process}`;
  let members = shared.get(key);
  if (members === undefined) {
    members = [] satisfies Member[];
    shared.set(key, members);
  }
  // Only this module writes that key.
  return members as Member[];
}
