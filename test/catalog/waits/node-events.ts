// node:events: each operation that waits, while it does.
import { EventEmitter, on, once } from "node:events";
const emitter = new EventEmitter();
async function once_() { await once(emitter, "ready"); }
async function on_() { for await (const [message] of on(emitter, "message")) console.log(message); }
void once_();
void on_();
