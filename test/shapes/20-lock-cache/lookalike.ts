// A map of things that are made on first use and dropped after use; none of them is a lock.
declare function open(name: string): Promise<void>;

class Page {
  async show(work: () => Promise<void>): Promise<void> {
    await work();
  }
}

export class Pages {
  private readonly pages = new Map<string, Page>();

  async show(name: string): Promise<void> {
    let page = this.pages.get(name);
    if (page === undefined) {
      page = new Page();
      this.pages.set(name, page);
    }
    await page.show(() => open(name));
    this.pages.delete(name);
  }
}
