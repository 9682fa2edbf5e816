// Two requests at once to a real fastify: both read the balance before either writes it.
import fastify from "fastify";

const app = fastify();
app.post<{ Body: { amount: number } }>("/withdraw", async (request, reply) => {
  const left = await read();
  if (left < request.body.amount) return reply.code(402).send({ left });
  await write(left - request.body.amount);
  return { left: balance };
});
app.get<{ Params: { who: string } }>("/balance/:who", async (request) => `${request.params.who} has ${balance}`);
await app.listen({ port: 3000 });
const server = app.server;

let balance = 100;
async function read(): Promise<number> {
  const found = balance;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return found;
}
async function write(value: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  balance = value;
}

async function withdraw(amount: number): Promise<string> {
  const answer = await fetch(`http://localhost:3000/withdraw?amount=${amount}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ amount }),
  });
  return `${answer.status} ${await answer.text()}`;
}

console.log((await Promise.all([withdraw(80), withdraw(80)])).join(" | "));
console.log(await withdraw(80));
console.log(await (await fetch("http://localhost:3000/balance/ada")).text());
server.close();
process.exit(0);
