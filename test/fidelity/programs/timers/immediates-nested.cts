// Immediates: those of one turn run in order, new ones wait for the next turn, cleared ones do not run.
const later = setImmediate(() => console.log("never"));
setImmediate(() => { console.log(1); clearImmediate(later); setImmediate(() => console.log("next turn")); process.nextTick(() => console.log("tick")); Promise.resolve().then(() => console.log("job")); });
setImmediate((a: any, b: any) => console.log(2, a, b), "x", "y");
const self = setImmediate(() => { clearImmediate(self); console.log("3", self.hasRef()); });
setImmediate(() => console.log(4));
try { setImmediate(undefined as any); } catch (e: any) { console.log(e.name, e.code, e.message); }
