// Delays that are no numbers, negative, fractions, or too long become 1 ms or whole ones; equal ones fire in order.
const at: string[] = [];
const cases: [string, any][] = [["nan", Number.NaN], ["negative", -5], ["zero", 0], ["one", 1], ["text", "1"], ["words", "abc"], ["null", null], ["undefined", undefined], ["huge", 2 ** 31], ["infinite", Infinity], ["object", {}], ["true", true], ["fraction", 1.9], ["array", []]];
for (const [name, delay] of cases) setTimeout(() => at.push(name), delay);
setTimeout(() => console.log(at.join(" ")), 60);
const t: any = setTimeout(() => undefined, -1);
console.log(t._idleTimeout, (setTimeout(() => undefined, 2 ** 31) as any)._idleTimeout, (setTimeout(() => undefined, 5.7) as any)._idleTimeout);
try { setTimeout(() => undefined, 5n as any); console.log("bigint is fine"); } catch (e: any) { console.log(e.name, e.message); }
try { setTimeout(() => undefined, Symbol("s") as any); console.log("symbol is fine"); } catch (e: any) { console.log(e.name, e.message); }
