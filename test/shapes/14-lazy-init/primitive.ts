// Made on first use: the promise is kept at once, and dropped where it fails.
declare function connect(): Promise<string>;

export class Client {
  private connection: Promise<string> | undefined;

  get(): Promise<string> {
    this.connection ??= connect().catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }
}

let shared: Promise<string> | undefined;

export function sharedClient(): Promise<string> {
  if (!shared) shared = connect();
  return shared;
}
