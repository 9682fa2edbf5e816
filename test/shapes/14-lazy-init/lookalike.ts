// Renewed whenever it is asked for: nothing is made once.
declare function connect(): Promise<object>;

export class Latest {
  private connection: object | undefined;

  async renew(): Promise<object> {
    this.connection = await connect();
    return this.connection;
  }

  get known(): boolean {
    return this.connection !== undefined;
  }
}
