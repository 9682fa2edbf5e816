// A raft node: who asks for its status after the run loop has stopped is never answered.
interface Status {
  readonly term: number;
}

type Letter =
  | { readonly kind: "tick" }
  | { readonly kind: "stop" }
  | { readonly kind: "status"; readonly reply: (status: Status) => void };

class Mailbox<T> {
  private readonly letters: T[] = [];
  private readonly readers: ((letter: T) => void)[] = [];

  post(letter: T): void {
    const reader = this.readers.shift();
    if (reader === undefined) this.letters.push(letter);
    else reader(letter);
  }

  async read(): Promise<T> {
    const letter = this.letters.shift();
    if (letter !== undefined) return letter;
    return new Promise((resolve) => this.readers.push(resolve));
  }
}

export class Node {
  private readonly inbox = new Mailbox<Letter>();
  private term = 0;

  start(): void {
    void this.run();
  }

  private async run(): Promise<void> {
    for (;;) {
      const letter = await this.inbox.read();
      switch (letter.kind) {
        case "tick":
          this.term++;
          break;
        case "status":
          letter.reply({ term: this.term });
          break;
        case "stop":
          return;
      }
    }
  }

  tick(): void {
    this.inbox.post({ kind: "tick" });
  }

  stop(): void {
    this.inbox.post({ kind: "stop" });
  }

  status(): Promise<Status> {
    return new Promise((reply) => this.inbox.post({ kind: "status", reply }));
  }
}
