// events.once on a port.
import { MessageChannel } from "node:worker_threads";
import { once } from "node:events";
const { port1, port2 } = new MessageChannel();
setTimeout(() => port1.postMessage("hello"), 5);
const [event] = await once(port2, "message");
console.log(typeof event === "object" && event !== null && "data" in event ? event.data : event);
port1.close();
