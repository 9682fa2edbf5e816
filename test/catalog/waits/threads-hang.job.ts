// A thread of threads.js whose job never ends.
import { expose } from "threads/worker";
expose({ hang: () => new Promise(() => {}) });
