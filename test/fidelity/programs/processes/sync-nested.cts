// A blocking call inside functions, a loop, a callback of map, and an async function.
const { execFileSync } = require("node:child_process");
if (process.argv[2] === "square") console.log(Number(process.argv[3]) ** 2);
else {
  const square = (n: number): number => Number(execFileSync(process.execPath, [__filename, "square", String(n)], { encoding: "utf8" }));
  class Calculator {
    total = 0;
    add(n: number) { this.total += square(n); return this; }
  }
  console.log([1, 2, 3].map((n) => square(n)).join());
  console.log(new Calculator().add(4).add(5).total);
  (async () => {
    const order: string[] = [];
    const other = Promise.resolve().then(() => order.push("other"));
    order.push(`first ${square(6)}`);
    await other;
    order.push(`second ${square(7)}`);
    console.log(order.join());
  })();
}
