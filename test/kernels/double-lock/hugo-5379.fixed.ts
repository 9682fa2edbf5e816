// A page's content is made once under its lock; its shortcodes are rendered from what does not need the lock.
import { Mutex } from "async-mutex";

export class Page {
  private readonly mutex = new Mutex();
  private content: Promise<string> | undefined;
  private readonly shortcodes = ["figure"];

  async prepare(): Promise<string> {
    return this.mutex.runExclusive(async () => {
      this.content ??= this.render();
      return this.content;
    });
  }

  private async render(): Promise<string> {
    const parts = await Promise.all(this.shortcodes.map((name) => this.shortcode(name)));
    return parts.join("");
  }

  private async shortcode(name: string): Promise<string> {
    return `<${name}></${name}>`;
  }
}
