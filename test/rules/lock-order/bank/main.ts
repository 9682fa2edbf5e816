import { EventEmitter } from "node:events";
import { alice, bob } from "./account";
import { audit } from "./audit";
import { transfer } from "./transfer";

const jobs = new EventEmitter();
jobs.on("transfer", (amount: number) => transfer(alice, bob, amount));
jobs.on("audit", () => {
  audit().then((total) => console.log(total));
});
