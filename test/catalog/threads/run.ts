import { spawn, Worker } from "threads";

interface Jobs {
  never(): Promise<void>;
}
const jobs = await spawn<Jobs & Record<string, () => Promise<void>>>(new Worker("./never.ts"));
await jobs.never();
//> stuck
//> main: the answer to the remote object.never() (threads)
