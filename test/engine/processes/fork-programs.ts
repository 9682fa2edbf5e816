// Programs that fork: each prints the same on Node and on the simulated machine.

import type { Program } from "../../support/against-node";

const EVENTS =
  'for (const e of ["spawn","message","disconnect","exit","close","error"]) c.on(e, (...a) => console.log("parent", e, JSON.stringify(a.slice(0, 2))));\n';
const FORK = 'const { fork } = require("node:child_process");\n';

export interface ForkProgram {
  readonly name: string;
  readonly files: Program;
  /** Two processes print to one place: only the order within each is promised. Lines that match are compared apart. */
  readonly child?: RegExp;
}

export const FORK_PROGRAMS: readonly ForkProgram[] = [
  {
    name: "messages both ways, then the child disconnects",
    child: /^child/,
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\n${EVENTS}console.log(c.connected, c.send("a"), c.send({ end: true }));\nprocess.on("exit", (code) => console.log("end", code));`,
      "child.cjs":
        'process.on("message", (m) => { console.log("child got", JSON.stringify(m)); process.send({ re: m }); if (m.end) process.disconnect(); });\nprocess.on("disconnect", () => console.log("child disconnect"));\nprocess.on("exit", (c) => console.log("child exit", c));',
    },
  },
  {
    name: "the parent disconnects: no close event",
    child: /^child/,
    files: {
      "main.cjs": `${FORK}const c = fork(require("path").join(__dirname, "child.cjs"));\n${EVENTS}c.send("a"); c.disconnect(); console.log(c.connected); c.send("x", (e) => console.log("cb", e.code));`,
      "child.cjs": 'process.on("message", (m) => console.log("child got", m));',
    },
  },
  {
    name: "exit codes",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs", ["three", "4"], { env: { MORE: "1" } });\n${EVENTS}`,
      "child.cjs":
        'process.send([process.argv.slice(2), process.env.MORE, typeof process.env.PATH, process.connected]);\nprocess.on("exit", () => { process.exitCode = 9; });\nprocess.exit(7);',
    },
  },
  {
    name: "an error that nobody catches in the child",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs", { silent: false, stdio: ["inherit", "inherit", "ignore", "ipc"] });\n${EVENTS}`,
      "child.cjs": 'process.send("before"); setTimeout(() => { throw new Error("boom"); }, 5);',
    },
  },
  {
    name: "killed by a signal it does not listen for",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\n${EVENTS}c.once("message", () => console.log(c.kill(), c.killed));\nc.on("exit", () => console.log(c.kill(), c.signalCode, c.exitCode));`,
      "child.cjs": 'process.send("up"); setInterval(() => {}, 1000);',
    },
  },
  {
    name: "a signal that the child listens for",
    child: /^child/,
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\n${EVENTS}c.once("message", () => c.kill("SIGINT"));`,
      "child.cjs":
        'const t = setInterval(() => {}, 1000);\nprocess.on("SIGINT", (name, n) => { console.log("child", name, n); clearInterval(t); process.disconnect(); });\nprocess.send("up");',
    },
  },
  {
    name: "SIGKILL cannot be listened for",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\n${EVENTS}c.once("message", () => process.kill(c.pid, "SIGKILL"));`,
      "child.cjs": 'setInterval(() => {}, 1000); process.on("SIGTERM", () => {});\nprocess.send("up");',
    },
  },
  {
    name: "messages wait for a listener",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\n${EVENTS}c.send(1); c.send(2);`,
      "child.cjs":
        'setTimeout(() => { process.on("message", (m) => { process.send("late " + m); if (m === 2) process.exit(0); }); }, 20);',
    },
  },
  {
    name: "without a listener the child ends by itself",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\n${EVENTS}c.send(1);`,
      "child.cjs": "process.send(typeof process.send + process.connected);",
    },
  },
  {
    name: "once listens for one message",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\n${EVENTS}c.send(1); c.send(2);`,
      "child.cjs": 'process.once("message", (m) => process.send("one " + m));',
    },
  },
  {
    name: "JSON and structured clone",
    files: {
      "main.cjs": `${FORK}const { once } = require("node:events");\n(async () => { for (const serialization of ["json", "advanced"]) { const c = fork(__dirname + "/child.cjs", { serialization }); const [m] = await once(c, "message"); console.log(serialization, m.map.constructor.name, typeof m.date, "u" in m); await once(c, "exit"); } })();`,
      "child.cjs": "process.send({ map: new Map([[1, 2]]), date: new Date(0), u: undefined });",
    },
  },
  {
    name: "what cannot be sent",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs");\nfor (const v of [undefined, () => 1, Symbol("s"), 1n]) { try { c.send(v); } catch (e) { console.log(e.name, e.code); } }\nconst loop = {}; loop.loop = loop; try { c.send(loop); } catch (e) { console.log(e.name); }\nc.on("exit", (code) => console.log("exit", code)); c.disconnect(); try { c.disconnect(); } catch (e) { console.log(e.code); }`,
      "child.cjs": "",
    },
  },
  {
    name: "an unreferenced child without channel does not keep its parent",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs"); c.on("exit", () => console.log("never")); c.unref(); c.channel.unref(); process.on("exit", () => console.log("parent first"));`,
      "child.cjs": "setTimeout(() => {}, 300);",
    },
  },
  {
    name: "each process has its own module state",
    files: {
      "main.cjs": `${FORK}const s = require("./state.cjs"); s.n = 100; const out = [];\nconst start = (i) => new Promise((done) => { const c = fork(__dirname + "/child.cjs", [String(i)]); c.on("message", (m) => out.push(m)); c.on("exit", done); });\n(async () => { for (let i = 0; i < 3; i++) await start(i); console.log(out.join(), s.n, globalThis.leak); })();`,
      "child.cjs":
        'const s = require("./state.cjs"); s.n += 1; globalThis.leak = (globalThis.leak ?? 0) + 1; process.send(process.argv[2] + ":" + s.n + ":" + globalThis.leak);',
      "state.cjs": "exports.n = 0;",
    },
  },
  {
    name: "processes of processes",
    files: {
      "main.cjs": `${FORK}const c = fork(__dirname + "/child.cjs", ["2"]);\n${EVENTS}`,
      "child.cjs": `${FORK}const n = Number(process.argv[2]); if (n === 0) process.send("leaf"); else { const c = fork(__filename, [String(n - 1)]); c.on("message", (m) => process.send(n + m)); c.on("close", (code) => { process.exitCode = code + 1; }); }`,
    },
  },
  {
    name: "an ES module forks an ES module",
    files: {
      "main.mjs":
        'import { fork } from "node:child_process";\nimport { once } from "node:events";\nconst c = fork(new URL("./child.mjs", import.meta.url));\nconst [m] = await once(c, "message");\nconsole.log(m);\nc.send("stop");\nconst [code] = await once(c, "exit");\nconsole.log("code", code);',
      "child.mjs":
        'const stop = new Promise((r) => process.once("message", r));\nprocess.send("hello");\nconsole.log("child", await stop);\nprocess.exitCode = 3;',
    },
  },
];
