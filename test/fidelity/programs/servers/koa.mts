// Requests at once to a real koa: the order of its middleware around what it awaits, an error, and a header.
import Koa from "koa";

const app = new Koa();
app.silent = true;
let balance = 100;
app.use(async (context, next) => {
  const start = balance;
  await next();
  context.set("x-before", String(start));
});
app.use(async (context) => {
  if (context.path === "/broken") throw new Error("broken");
  if (context.path === "/teapot") context.throw(418, "short and stout");
  if (context.method !== "POST") {
    context.body = { balance };
    return;
  }
  const amount = Number(context.query.amount);
  const found = balance;
  await new Promise((resolve) => setTimeout(resolve, 20));
  if (found < amount) context.status = 402;
  else balance = found - amount;
  context.body = `${balance} left`;
});
const server = app.listen(3001);
await new Promise((resolve) => server.once("listening", resolve));

async function ask(path: string, method = "GET"): Promise<string> {
  const answer = await fetch(`http://localhost:3001${path}`, { method });
  return `${answer.status} ${answer.headers.get("x-before")} ${await answer.text()}`;
}

console.log((await Promise.all([ask("/withdraw?amount=80", "POST"), ask("/withdraw?amount=80", "POST")])).join(" | "));
console.log(await ask("/withdraw?amount=80", "POST"));
console.log(await ask("/broken"));
console.log(await ask("/teapot"));
console.log(await ask("/"));
server.close();
process.exit(0);
