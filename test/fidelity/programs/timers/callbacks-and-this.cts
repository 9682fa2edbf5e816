// What a timer's callback gets: arguments, this, and what a timer prints as.
const t = setTimeout(function (this: any, ...args: any[]) { console.log(this === t, args, this.constructor.name); }, 1, "a", 2, undefined);
const i = setInterval(function (this: any) { console.log(this === i); clearInterval(this); }, 2);

for (const bad of [undefined, null, "code", 5, {}]) { try { setTimeout(bad as any, 1); } catch (e: any) { console.log(e.name, e.code, e.message); } }
console.log(Object.prototype.toString.call(t), typeof t, t.constructor.name);
setTimeout(() => setImmediate(function (this: any, x: any) { console.log(this?.constructor?.name, x); }, 9), 30);
