// A slot is held while a plugin is asked, which may ask for the next one.
import PQueue from "p-queue";

interface Context {
  load(id: string): Promise<string>;
}

const proxy = {
  async read(id: string, context: Context): Promise<string> {
    if (id.startsWith("proxy:")) return context.load(id.slice("proxy:".length));
    return id;
  },
};

export class Loader implements Context {
  private readonly files = new PQueue({ concurrency: 20 });

  async load(id: string): Promise<string> {
    return (await this.files.add(() => proxy.read(id, this))) ?? "";
    //                                 ^^^^^^^^^^^^^^^^^^^^ warning: a slot of `this.files` is held here (since line 19) while this call waits in Loader.load for another
  }
}

const reader = {
  async readWith(id: string, next: (id: string) => Promise<string>): Promise<string> {
    return id.startsWith("proxy:") ? next(id.slice("proxy:".length)) : id;
  },
};

/** Only what reads the file stands in a slot. */
export class Outside {
  private readonly files = new PQueue({ concurrency: 20 });

  async load(id: string): Promise<string> {
    const text = await reader.readWith(id, (inner) => this.load(inner));
    return (await this.files.add(async () => text)) ?? "";
  }
}
