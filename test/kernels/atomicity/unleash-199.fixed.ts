// Whether a client is ready is a state that can be asked.
import { EventEmitter, once } from "node:events";

class FeatureClient extends EventEmitter {
  ready = false;

  load(toggles: ReadonlyMap<string, boolean>): void {
    this.ready = toggles.size > 0;
    if (this.ready) this.emit("ready");
  }
}

export async function start(client: FeatureClient): Promise<FeatureClient> {
  if (!client.ready) await once(client, "ready");
  return client;
}
