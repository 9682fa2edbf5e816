// Two requests at once to a real express: both read the balance before either writes it.
import express from "express";

const app = express();
app.use(express.json());
app.post("/withdraw", async (request, response) => {
  const left = await read();
  if (left < request.body.amount) {
    response.status(402).json({ left });
    return;
  }
  await write(left - request.body.amount);
  response.json({ left: balance });
});
app.get("/balance/:who", (request, response) => void response.send(`${request.params.who} has ${balance}`));
const server = app.listen(3000);
await new Promise((resolve) => server.once("listening", resolve));

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
