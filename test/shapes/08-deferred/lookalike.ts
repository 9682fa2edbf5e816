// Promises that settle by themselves, and members that are only called so.
declare function read(): Promise<string>;

export class Request {
  readonly promise = read();
  private readonly resolved: string[] = [];

  resolve(name: string): string {
    this.resolved.push(name);
    return name;
  }

  async text(): Promise<string> {
    return this.resolve(await this.promise);
  }
}

export async function once(): Promise<string> {
  const request = new Request();
  const text = await request.promise;
  request.resolve(text);
  return text;
}
