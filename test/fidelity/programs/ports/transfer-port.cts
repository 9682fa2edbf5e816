// A port sent through a port takes its queued messages along; sent twice it is refused.
const { MessageChannel } = require("node:worker_threads");
const carrier = new MessageChannel();
const cargo = new MessageChannel();
cargo.port1.postMessage("queued");
carrier.port2.once("message", ({ port }: any) => { port.on("message", (m: string) => { console.log("through", m); if (m === "end") { port.close(); carrier.port1.close(); } }); });
carrier.port1.postMessage({ port: cargo.port2 }, [cargo.port2]);
cargo.port1.postMessage("end");
try { carrier.port1.postMessage({ port: cargo.port2 }, [cargo.port2]); } catch (e: any) { console.log(e.name); }
try { carrier.port1.postMessage({ port: cargo.port1 }); } catch (e: any) { console.log(e instanceof Error); }
