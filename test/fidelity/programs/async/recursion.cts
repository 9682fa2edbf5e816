// Recursion through awaits.
async function fib(n: number): Promise<number> { return n < 2 ? n : (await fib(n - 1)) + (await fib(n - 2)); }
async function depth(n: number): Promise<number> { if (n === 0) return 0; await null; return 1 + (await depth(n - 1)); }
fib(10).then((v) => console.log("fib", v));
depth(200).then((v) => console.log("depth", v));
console.log("sync");
