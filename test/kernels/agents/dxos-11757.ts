// A tab asks the leader for a port and waits for the answer: a leader that is frozen keeps its lock and never answers.
export async function portOfLeader(channel: BroadcastChannel): Promise<MessagePort> {
  channel.postMessage("request-port");
  return new Promise<MessagePort>((resolve) => {
    channel.addEventListener("message", ({ data }) => {
      if (data.kind === "provide-port") resolve(data.port);
    });
  });
}
