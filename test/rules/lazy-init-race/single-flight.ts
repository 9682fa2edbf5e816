// The promise is kept in the same step, or the state is looked at again, or only one caller can be there.
import { Mutex } from "async-mutex";

interface Client {
  close(): void;
}

declare function connect(url: string): Promise<Client>;

let shared: Promise<Client> | undefined;
let settings: string | undefined;
const mutex = new Mutex();

export function client(): Promise<Client> {
  shared ??= connect("db").catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

export async function lookedAtAgain(read: () => Promise<string>): Promise<string> {
  if (settings === undefined) {
    const text = await read();
    settings ??= text;
  }
  return settings;
}

export async function underLock(read: () => Promise<string>): Promise<string> {
  return mutex.runExclusive(async () => {
    if (settings === undefined) settings = await read();
    return settings;
  });
}

class Store {
  #client: Client | undefined;
  #starting: Promise<Client> | undefined;
  #loading = false;
  #rows: string[] | undefined;
  #tag: string | undefined;
  #zlib: typeof import("node:zlib") | undefined;

  client(): Promise<Client> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async #start(): Promise<Client> {
    if (this.#client === undefined) this.#client = await connect("db");
    return this.#client;
  }

  async rows(read: () => Promise<string[]>): Promise<string[] | undefined> {
    if (this.#loading) return undefined;
    this.#loading = true;
    try {
      if (this.#rows === undefined) this.#rows = await read();
    } finally {
      this.#loading = false;
    }
    return this.#rows;
  }

  /** The write does not depend on the test. */
  async next(read: (after: string | undefined) => Promise<string>): Promise<string> {
    if (!this.#tag) console.log("first");
    this.#tag = await read(undefined);
    return this.#tag;
  }

  async zlib(): Promise<typeof import("node:zlib")> {
    this.#zlib ??= await import("node:zlib");
    return this.#zlib;
  }

  async local(urls: readonly string[]): Promise<Client | undefined> {
    let first: Client | undefined;
    for (const url of urls) if (!first) first = await connect(url);
    return first;
  }
}

export const store = new Store();

declare function synchronized(target: object, name: string, descriptor: PropertyDescriptor): void;

class Host {
  #socket: WebSocket | undefined;

  /** One call after the other. */
  @synchronized
  async socket(make: () => Promise<WebSocket>): Promise<WebSocket> {
    this.#socket ??= await make();
    return this.#socket;
  }

  #opening = false;
  #open = false;

  @synchronized
  async open(make: () => Promise<void>): Promise<void> {
    if (this.#open) return;
    this.#opening = true;
    await make();
    this.#opening = false;
    this.#open = true;
  }

  get opening(): boolean {
    return this.#opening;
  }
}

export const host = new Host();
