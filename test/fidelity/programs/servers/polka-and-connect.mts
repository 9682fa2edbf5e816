// The small frameworks: connect's chain of functions, and polka's routes on the server of another.
import { createServer } from "node:http";
import connect from "connect";
import polka from "polka";

const chain = connect();
chain.use((request, _response, next) => {
  setTimeout(next, request.url === "/slow" ? 10 : 0);
});
chain.use("/broken", () => {
  throw new Error("broken");
});
chain.use((request, response) => response.end(`connect ${request.url}`));
const first = createServer(chain).listen(3002);

const routes = polka();
routes.use((_request, response, next) => {
  response.setHeader("x-from", "polka");
  next();
});
routes.get("/users/:id", async (request, response) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  response.end(`user ${request.params.id} ${request.query.full}`);
});
routes.listen(3003);
await new Promise((resolve) => first.once("listening", resolve));

const ask = async (url: string): Promise<string> => {
  const answer = await fetch(`http://localhost:${url}`);
  const text = await answer.text();
  return `${answer.status} ${answer.headers.get("x-from")} ${text.split("\n")[0]}`;
};
console.log((await Promise.all([ask("3002/slow"), ask("3002/quick")])).join(" | "));
console.log((await ask("3002/broken")).slice(0, 3));
console.log(await ask("3003/users/7?full=yes"));
console.log(await ask("3003/nowhere"));
first.close();
process.exit(0);
