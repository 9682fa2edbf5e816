// A worker of workerpool whose job never ends.
import { worker } from "workerpool";
worker({ hang: () => new Promise(() => {}) });
