// A client says that it is ready while it is made, before anybody can listen.
import { EventEmitter, once } from "node:events";

class FeatureClient extends EventEmitter {
  constructor(readonly toggles: ReadonlyMap<string, boolean>) {
    super();
    if (toggles.size > 0) this.emit("ready");
  }
}

export async function start(toggles: ReadonlyMap<string, boolean>): Promise<FeatureClient> {
  const client = new FeatureClient(toggles);
  await once(client, "ready");
  return client;
}
