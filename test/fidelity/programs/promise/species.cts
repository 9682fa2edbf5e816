// Subclasses: Symbol.species, constructors with side effects, statics through this.
class Loud<T> extends Promise<T> { static made = 0; constructor(e: any) { super(e); Loud.made++; } static get [Symbol.species]() { return Promise; } }
class Same<T> extends Promise<T> {}
const a = Loud.resolve(1);
console.log(a instanceof Loud, a.then(() => 1) instanceof Loud, a.finally(() => 1).constructor.name, Loud.made);
const b = Same.all([1]);
console.log(b instanceof Same, b.then(() => 1) instanceof Same, Same.reject(1).catch(() => 1) instanceof Same);
console.log(Same.resolve(b) === b, Promise.resolve(b) === b as any, Promise.resolve(a) === a as any);
(async () => { const r = (async () => b)(); console.log(r.constructor === Promise, await r); })();
for (const bad of [{}, { x: 1 }]) try { Promise.resolve.call(bad as any, 1); } catch (e: any) { console.log(e.name, e.message); }
try { (Promise as any)(() => 1); } catch (e: any) { console.log(e.name); }
try { new Promise(5 as any); } catch (e: any) { console.log(e.name, e.message); }
try { new (Promise as any)(); } catch (e: any) { console.log(e.name, e.message); }
try { Promise.prototype.then.call({}, () => 1); } catch (e: any) { console.log(e.name, e.message); }
Promise.all(5 as any).catch((e) => console.log(e.name, e.message));
Promise.race(undefined as any).catch((e) => console.log(e.name, e.message));
Promise.any([]).catch((e) => console.log(e.name, e.message, e.errors));
console.log(Promise.length, Promise.all.length, Promise.prototype.then.length);
