// The small bank, corrected: every task locks the accounts in the same order and always releases them.

import { Worker } from "node:worker_threads";
import { alice, bob } from "./account";
import { audit } from "./audit";
import type { Job } from "./teller";
import { transfer } from "./transfer";

const teller = new Worker(new URL("./teller.ts", import.meta.url));

teller.on("message", (job: Job) => {
  if (job.kind === "transfer") {
    transfer(alice, bob, job.amount).then((done) => console.log(done ? "transferred" : "refused"));
  } else {
    audit().then((total) => console.log(`total: ${total}`));
  }
});
