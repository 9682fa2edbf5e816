// Handlers of web frameworks are called, several at once, with made requests.

import { describe, expect, it } from "vitest";
import { simulate } from "../../support/against-node";
import { outputOf } from "../../support/simulate-js";

async function run(main: string, more: Readonly<Record<string, string>> = {}) {
  const trace = await simulate({ "tsconfig.json": "{}", "main.ts": main, ...more }, { entry: "main.ts" });
  return {
    output: outputOf(trace),
    kind: trace.outcome.kind,
    assumed: trace.assumptions.map(({ message }) => message),
  };
}

describe("handlers", () => {
  it("of express: routes, routers, middleware, and two requests for each at once", async () => {
    const main = `import express from "express";
import { accounts } from "./accounts";
const app = express();
app.use(express.json());
app.use((req, res, next) => { console.log("middleware", req.method); next(); });
app.use("/accounts", accounts);
app.get("/health", (_req, res) => res.send("ok"));
app.listen(3000, () => console.log("listening"));
`;
    const accounts = `import { Router } from "express";
export const accounts = Router();
let balance = 100;
accounts.post("/:id/withdraw", async (req, res) => {
  const before = balance;
  await new Promise((go) => setTimeout(go, 5));
  balance = before - 10;
  res.status(201).json({ id: req.params.id, from: req.body.from, balance });
});
`;
    const made = await run(main, { "accounts.ts": accounts });
    expect(made.output).toEqual([
      "listening",
      "middleware POST",
      "middleware POST",
      "middleware GET",
      "middleware GET",
      "GET /health #1: 200 ok",
      "GET /health #2: 200 ok",
      'POST /accounts/1/withdraw #1: 201 {"id":"1","from":"from 1","balance":90}',
      'POST /accounts/1/withdraw #2: 201 {"id":"1","from":"from 1","balance":90}',
    ]);
    expect(made.kind).toBe("completed");
    expect(made.assumed).toContain(
      "`express` is not run: every handler that is registered with it is called twice at once, with made requests.",
    );
  });

  it("that never answer are found waiting", async () => {
    const main =
      'const express = require("express");\nconst app = express();\napp.get("/stuck", async (req: unknown, res: unknown) => { await new Promise(() => {}); });\n';
    expect((await run(main)).kind).toBe("deadlock");
  });

  it("of fastify, koa and hono", async () => {
    const fastify =
      'import Fastify from "fastify";\nconst app = Fastify();\napp.get("/a/:id", async (request, reply) => { await null; return { id: request.params.id }; });\napp.route({ method: "POST", url: "/b", handler: (request, reply) => reply.code(202).send("b") });\nawait app.listen({ port: 1 });\nconsole.log("up");\n';
    expect((await run(fastify, { "package.json": '{"type":"module"}' })).output.sort()).toEqual([
      'GET /a/1 #1: 200 {"id":"1"}',
      'GET /a/1 #2: 200 {"id":"1"}',
      "POST /b #1: 202 b",
      "POST /b #2: 202 b",
      "up",
    ]);
    const koa =
      'import Koa from "koa";\nimport Router from "@koa/router";\nconst app = new Koa();\nconst router = new Router();\nrouter.get("/x", async (ctx) => { ctx.body = { path: ctx.params }; });\napp.use(router.routes());\napp.listen(1);\n';
    expect((await run(koa)).output).toEqual(['GET /x #1: 200 {"path":{}}', 'GET /x #2: 200 {"path":{}}']);
    const hono =
      'import { Hono } from "hono";\nconst app = new Hono();\napp.get("/h/:id", async (c) => { await null; return c.json({ id: c.req.param("id") }); });\nexport default app;\n';
    expect((await run(hono)).output).toEqual(['GET /h/1 #1: 200 {"id":"1"}', 'GET /h/1 #2: 200 {"id":"1"}']);
  });
});
