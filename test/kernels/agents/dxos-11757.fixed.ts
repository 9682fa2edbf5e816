// A tab waits for the leader for a while, and then takes over.
export async function portOfLeader(channel: BroadcastChannel): Promise<MessagePort | undefined> {
  channel.postMessage("request-port");
  return new Promise<MessagePort | undefined>((resolve) => {
    const late = setTimeout(() => resolve(undefined), 5000);
    channel.addEventListener("message", ({ data }) => {
      if (data.kind !== "provide-port") return;
      clearTimeout(late);
      resolve(data.port);
    });
  });
}
