// What the thread exposes: a job that never ends.
import { expose } from "threads/worker";

expose({ never: () => new Promise(() => {}) });
