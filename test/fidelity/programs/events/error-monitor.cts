// errorMonitor sees errors first and handles nothing; what emit('error') throws without a listener.
const { EventEmitter, errorMonitor } = require("node:events");
const e = new EventEmitter();
e.on(errorMonitor, (err: any) => console.log("monitor", err?.message ?? err));
try { e.emit("error", new Error("boom")); } catch (err: any) { console.log("thrown", err.message); }
try { e.emit("error", { code: 5 }); } catch (err: any) { console.log(err.name, err.code, err.message, err.context); }
try { e.emit("error"); } catch (err: any) { console.log(err.name, err.code, err.message); }
try { e.emit("error", "text"); } catch (err: any) { console.log(err.message); }
e.on("error", (err: any) => console.log("handled", err.message));
console.log(e.emit("error", new Error("again")), String(errorMonitor));
