// BroadcastChannel: everyone but the sender, in order; close stops.
const a = new BroadcastChannel("news");
const b = new BroadcastChannel("news");
const c = new BroadcastChannel("other");
console.log(a.name);
a.onmessage = (e: any) => console.log("a", e.data);
b.onmessage = (e: any) => { console.log("b", e.data); if (e.data === 2) { b.postMessage("reply"); setTimeout(() => { a.close(); b.close(); c.close(); console.log("closed"); }, 30); } };
c.onmessage = () => console.log("never");
a.postMessage(1);
a.postMessage(2);
a.postMessage({ three: [3] });
