import { EventEmitter, on, once } from "node:events";

const emitter = new EventEmitter();

async function late(): Promise<void> {
  emitter.emit("ready", 1);
  await once(emitter, "ready");
}

async function buffered(): Promise<void> {
  const events = on(emitter, "tick");
  emitter.emit("tick", 1);
  emitter.emit("tick", 2);
  for await (const [value] of events) {
    console.log("tick", value);
    if (value === 2) break;
  }
}

await buffered();
await late();
//> says tick 1
//> says tick 2
//> stuck
//> main: the 'ready' event
