// Kept only after it was waited for: two first users make two.
declare function connect(): Promise<object>;

export class Client {
  private connection: object | undefined;

  async get(): Promise<object> {
    if (!this.connection) this.connection = await connect();
//                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lazy-init-race]: `this.connection` is found missing
    return this.connection;
  }
}

let shared: object | undefined;

export async function sharedClient(): Promise<object> {
  shared ??= await connect();
//^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lazy-init-race]: `shared` is found missing
  return shared;
}
