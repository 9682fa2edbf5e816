// process.exitCode: texts, wrong ones, undefined, and what exit gets.
process.on("exit", (c) => { console.log("exit", c, process.exitCode); });
for (const v of ["5", null, undefined, 3] as any[]) { process.exitCode = v; console.log(process.exitCode); }
for (const v of ["x", 1.5, {}, true, NaN] as any[]) try { process.exitCode = v; console.log("fine", process.exitCode); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { process.exit("abc" as any); } catch (e: any) { console.log(e.name, e.code, e.message); }
process.exit("7" as any);
