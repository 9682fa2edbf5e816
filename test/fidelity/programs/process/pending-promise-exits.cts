// A pending promise does not keep the process.
(async () => { try { console.log("waiting"); await new Promise(() => {}); console.log("never"); } finally { console.log("never finally"); } })();
process.on("exit", (c) => console.log("exit", c));
