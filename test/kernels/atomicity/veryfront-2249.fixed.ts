// A token that has run out is renewed once; who finds it so meanwhile waits for the same renewal.
interface Token {
  readonly access: string;
  readonly refresh: string;
  readonly expires: number;
}

export class TokenStore {
  private token: Token | undefined;
  private renewal: Promise<Token> | undefined;

  constructor(private readonly renew: (refresh: string) => Promise<Token>) {}

  async get(): Promise<string> {
    const token = this.token;
    if (token === undefined) throw new Error("signed out");
    if (token.expires > Date.now()) return token.access;
    this.renewal ??= this.renewOnce(token.refresh);
    const { access } = await this.renewal;
    return access;
  }

  private async renewOnce(refresh: string): Promise<Token> {
    try {
      const fresh = await this.renew(refresh);
      this.token = fresh;
      return fresh;
    } finally {
      this.renewal = undefined;
    }
  }
}
