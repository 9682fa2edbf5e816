// The promise is kept well, and its value once more, late.
import { Client } from "./primitive";

declare function open(connection: string): Promise<object>;

export class Session {
  private readonly client = new Client();
  private session: object | undefined;

  async get(): Promise<object> {
    if (this.session === undefined) this.session = await open(await this.client.get());
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[lazy-init-race]: `this.session` is found missing
    return this.session;
  }
}
