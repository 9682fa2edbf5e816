// util.promisify of timers resolves with the value.
import { promisify } from "node:util";
promisify(setTimeout)(5, "value").then((v) => console.log(v));
const legacy = (a: number, cb: (e: Error | null, v?: number) => void) => (a < 0 ? cb(new Error("negative")) : setTimeout(cb, 2, null, a * 2));
const modern = promisify(legacy);
modern(4).then((v) => console.log(v));
modern(-1).catch((e) => console.log(e.message));
