export class Config {
  private value = "";

  async read(): Promise<string> {
    return navigator.locks.request("config", { mode: "shared" }, () => this.value);
  }

  async refresh(): Promise<void> {
    await navigator.locks.request("config", { mode: "shared" }, async () => {
      if (this.value === "") await this.write("fresh");
//                                 ^^^^^^^^^^^^^^^^^^^ error: "config"` is held for reading here (since line 9), and this call asks, in Config.write, for it for writing
    });
  }

  async write(value: string): Promise<void> {
    await navigator.locks.request("config", () => {
      this.value = value;
    });
  }

  async twice(): Promise<string> {
    return navigator.locks.request("config", { mode: "shared" }, async () => {
      return `${await this.read()}!`;
//                    ^^^^^^^^^^^ warning: When a writer (Config.write, line 16) has asked in between, this waits behind the writer
    });
  }
}
