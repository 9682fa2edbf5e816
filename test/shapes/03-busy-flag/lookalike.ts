// Flags that tell something and keep nobody out.
declare function load(): Promise<string>;

export class View {
  private loading = false;
  private dirty = false;

  async show(paint: (text: string) => void): Promise<void> {
    this.loading = true;
    paint(this.loading ? "..." : "");
    try {
      paint(await load());
    } finally {
      this.loading = false;
    }
  }

  touch(): void {
    if (this.dirty) return;
    this.dirty = true;
  }
}
