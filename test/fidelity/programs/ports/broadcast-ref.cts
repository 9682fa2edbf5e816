// BroadcastChannel: ref and unref, its own messages do not come back, closed ones throw, names are apart.
const { BroadcastChannel } = require("node:worker_threads");
const a = new BroadcastChannel("x"), b = new BroadcastChannel("x"), c = new BroadcastChannel("y");
console.log(a.name, a.toString(), a.onmessage);
a.onmessage = () => console.log("never: own");
b.onmessage = (e: any) => { console.log("b", e.data, e.type, e.target === b); b.close(); };
c.onmessage = () => console.log("never: other name");
c.unref(); a.unref();
a.postMessage({ n: 1 });
try { a.postMessage(Symbol("s")); } catch (e: any) { console.log(e.name, e.message); }
try { new (BroadcastChannel as any)(); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { a.postMessage(); } catch (e: any) { console.log(e.name, e.code, e.message); }
process.on("exit", () => { a.close(); try { a.postMessage(1); } catch (e: any) { console.log(e.name, e.message); } });
