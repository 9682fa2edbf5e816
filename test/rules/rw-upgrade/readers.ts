// Readers one after the other, and readers inside readers where nobody ever writes.
export class Config {
  private value = "";

  async read(): Promise<string> {
    return navigator.locks.request("settings", { mode: "shared" }, () => this.value);
  }

  async write(value: string): Promise<void> {
    await navigator.locks.request("settings", () => {
      this.value = value;
    });
  }

  async refresh(): Promise<void> {
    const value = await this.read();
    if (value === "") await this.write("fresh");
  }
}

export class Frozen {
  private readonly value = "";

  async read(): Promise<string> {
    return navigator.locks.request("frozen", { mode: "shared" }, () => this.value);
  }

  async twice(): Promise<string> {
    return navigator.locks.request("frozen", { mode: "shared" }, async () => `${await this.read()}!`);
  }
}
