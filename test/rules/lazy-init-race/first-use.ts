interface Client {
  close(): void;
}

declare function connect(url: string): Promise<Client>;

let shared: Client | undefined;

export async function client(): Promise<Client> {
  if (!shared) {
    shared = await connect("db");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `shared` is found missing at line 10 and set here, after the `await` at line 11
  }
  return shared;
}

export async function shortly(): Promise<Client> {
  shared ??= await connect("db");
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `shared` is found missing
  return shared;
}

class Store {
  #client: Client | undefined;
  #ready = false;
  #validated: Promise<Client> | undefined;
  readonly #byUrl = new Map<string, Client>();

  async client(): Promise<Client> {
    if (this.#client !== undefined) return this.#client;
    const made = await connect("db");
    this.#client = made;
//  ^^^^^^^^^^^^^^^^^^^ warning: Keep the promise of the work instead
    return this.#client;
  }

  async init(): Promise<void> {
    if (this.#ready) return;
    await connect("db");
    this.#ready = true;
//  ^^^^^^^^^^^^^^^^^^ information: `this.#ready` is found missing
  }

  async validated(identify: () => Promise<void>): Promise<Client> {
    if (!this.#validated) {
      await identify();
      this.#validated = connect("db");
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: after the `await` at line 46
    }
    return this.#validated;
  }

  async of(url: string): Promise<Client> {
    const known = this.#byUrl.get(url);
    if (known) return known;
    const made = await connect(url);
    this.#byUrl.set(url, made);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ information: `this.#byUrl[url]` is found missing
    return made;
  }

  #size: number | undefined;

  /** Looked up, not made: the second one finds the same. */
  async size(): Promise<number> {
    if (this.#size === undefined) {
      const { length } = await (await fetch("https://example.org")).text();
      this.#size = length;
//    ^^^^^^^^^^^^^^^^^^^ information: `this.#size` is found missing
    }
    return this.#size;
  }
}

export const store = new Store();
