// What a port refuses: transferring itself, its own other end being fine; a port without a transfer list.
const { MessageChannel } = require("node:worker_threads");
const { port1, port2 } = new MessageChannel();
try { port1.postMessage(port1, [port1]); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage({ port2 }); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage(1, [port2, port2]); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage(1, 5); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage(1, { transfer: 5 }); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage(1, null); console.log("null is fine"); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage(); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage(1, [{}]); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { port1.postMessage(1, ["x"]); } catch (e: any) { console.log(e.name, e.code, e.message); }
port1.close();
