// Questions to whoever listens on a channel: nobody has to be there.
export function askAll(channel: BroadcastChannel): Promise<string> {
  channel.postMessage("who leads?");
  return new Promise((resolve) => {
    //   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Only an answer on `channel` ends this wait, and a `BroadcastChannel` does not tell whether anybody hears it
    channel.addEventListener("message", ({ data }) => {
      if (data.kind === "leader") resolve(data.name);
    });
  });
}

export class Tabs {
  private readonly channel = new BroadcastChannel("tabs");

  async leader(): Promise<string> {
    return await new Promise<string>((resolve) => {
      //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Give up after a while, or on a signal.
      this.channel.onmessage = ({ data }) => resolve(data.name);
      this.channel.postMessage("who leads?");
    });
  }

  /** It gives up. */
  async leaderSoon(): Promise<string | undefined> {
    this.channel.postMessage("who leads?");
    return new Promise<string | undefined>((resolve) => {
      const late = setTimeout(() => resolve(undefined), 1000);
      this.channel.onmessage = ({ data }) => {
        clearTimeout(late);
        resolve(data.name);
      };
    });
  }

  /** Whoever is faster. */
  async leaderOr(late: Promise<string>): Promise<string> {
    this.channel.postMessage("who leads?");
    return Promise.race([
      new Promise<string>((resolve) => {
        this.channel.onmessage = ({ data }) => resolve(data.name);
      }),
      late,
    ]);
  }

  /** It asks nobody: what comes is news. */
  async news(): Promise<string> {
    return new Promise<string>((resolve) => {
      this.channel.onmessage = ({ data }) => resolve(data.news);
    });
  }
}
