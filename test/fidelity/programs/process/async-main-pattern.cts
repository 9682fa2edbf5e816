// The usual `main().catch(...)` at the end of a script.
async function main() { await null; console.log("main"); throw new Error("main failed"); }
main().catch((e) => { console.error(e.message); process.exitCode = 1; }).finally(() => console.log("finally"));
process.on("exit", (c) => console.log("exit", c));
