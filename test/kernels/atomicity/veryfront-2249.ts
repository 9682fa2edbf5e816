// A token that has run out is renewed by everybody who finds it so; the renewal can be used once.
interface Token {
  readonly access: string;
  readonly refresh: string;
  readonly expires: number;
}

export class TokenStore {
  private token: Token | undefined;

  constructor(private readonly renew: (refresh: string) => Promise<Token>) {}

  async get(): Promise<string> {
    const token = this.token;
    if (token === undefined) throw new Error("signed out");
    if (token.expires > Date.now()) return token.access;
    const fresh = await this.renew(token.refresh);
    this.token = fresh;
    return fresh.access;
  }
}
