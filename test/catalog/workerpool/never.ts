// A worker of the pool, whose job never ends.
import { worker } from "workerpool";

worker({ never: () => new Promise(() => {}) });
