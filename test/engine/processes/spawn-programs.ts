// Programs that start others and read what they print: each prints the same on Node and on the simulated machine.

import type { ForkProgram } from "./fork-programs";

const HEAD = `const { spawn, exec, execFile } = require("node:child_process");
const { promisify } = require("node:util");
const log = (...x) => console.log(...x);
const events = (c) => { for (const e of ["spawn", "exit", "close", "error"]) c.on(e, (...a) => log(e, JSON.stringify(a))); return c; };
`;
const PRINTS =
  'console.log("one"); console.error("bad"); setTimeout(() => { console.log("two", process.argv[2]); process.exitCode = 4; }, 20);';

export const SPAWN_PROGRAMS: readonly ForkProgram[] = [
  {
    name: "output as data events",
    files: {
      "main.cjs": `${HEAD}const c = events(spawn(process.execPath, [__dirname + "/child.cjs", "arg"])); c.stdout.setEncoding("utf8"); let out = "", err = ""; c.stdout.on("data", (x) => { out += x; }); c.stderr.on("data", (x) => { err += x; }); c.stdout.on("end", () => log("end", JSON.stringify(out), JSON.stringify(err)));`,
      "child.cjs": PRINTS,
    },
  },
  {
    name: "output by for await",
    files: {
      "main.cjs": `${HEAD}(async () => { const c = spawn("node", [require("path").join(__dirname, "child.cjs")], { stdio: ["ignore", "pipe", "ignore"] }); log(c.stdin, c.stderr, typeof c.pid); let n = 0; for await (const x of c.stdout) n += x.length; log(n); })();`,
      "child.cjs": 'for (let i = 0; i < 50; i++) console.log("line " + i);',
    },
  },
  {
    name: "nobody reads: the streams end all the same",
    files: {
      "main.cjs": `${HEAD}events(spawn(process.execPath, ["--no-warnings", \`\${__dirname}/child.cjs\`]));`,
      "child.cjs": PRINTS,
    },
  },
  {
    name: "standard input",
    files: {
      "main.cjs": `${HEAD}const c = events(spawn(process.execPath, [__dirname + "/child.cjs"], { stdio: ["pipe", "inherit", "inherit"] })); c.stdin.write("hello "); c.stdin.end("world");`,
      "child.cjs":
        'let all = ""; process.stdin.setEncoding("utf8"); process.stdin.on("data", (x) => { all += x; }); process.stdin.on("end", () => console.log("child read", all));',
    },
    child: /^child/,
  },
  {
    name: "exec gives the whole output",
    files: {
      "main.cjs": `${HEAD}exec("node child.cjs one", { cwd: __dirname }, (e, out, err) => { log(e.code, e.signal, e.killed, JSON.stringify(out), JSON.stringify(err)); });`,
      "child.cjs": PRINTS,
    },
  },
  {
    name: "execFile, promisified",
    files: {
      "main.cjs": `${HEAD}(async () => { const { stdout, stderr } = await promisify(execFile)(process.execPath, [__dirname + "/ok.cjs"]); log(JSON.stringify(stdout), JSON.stringify(stderr)); try { await promisify(execFile)(process.execPath, [__dirname + "/child.cjs"]); } catch (e) { log(e.code, JSON.stringify(e.stdout)); } })();`,
      "ok.cjs": 'console.log("fine");',
      "child.cjs": PRINTS,
    },
  },
  {
    name: "a time limit",
    files: {
      "main.cjs": `${HEAD}events(spawn(process.execPath, [__dirname + "/child.cjs"], { timeout: 400, stdio: "ignore" }));`,
      "child.cjs": "setInterval(() => {}, 50);",
    },
  },
  {
    name: "an abort signal",
    files: {
      "main.cjs": `${HEAD}const ac = new AbortController(); const c = spawn(process.execPath, [__dirname + "/child.cjs"], { signal: ac.signal, stdio: "ignore" }); c.on("error", (e) => log(e.name, e.code, c.killed)); c.on("exit", (...a) => log("exit", ...a)); setTimeout(() => ac.abort(), 100);`,
      "child.cjs": "setInterval(() => {}, 50);",
    },
  },
  {
    name: "an IPC channel beside pipes",
    files: {
      "main.cjs": `${HEAD}const c = spawn(process.execPath, [__dirname + "/child.cjs"], { stdio: ["ignore", "pipe", "ignore", "ipc"] }); c.on("message", (m) => log("message", m)); c.stdout.on("data", (x) => log("out", String(x).trim())); c.on("close", (code) => log("close", code)); c.send("go");`,
      "child.cjs":
        'process.once("message", (m) => { process.send(m + "!"); setTimeout(() => console.log("bye"), 50); });',
    },
  },
  {
    name: "a child's output through a pipeline",
    files: {
      "main.cjs": `${HEAD}const { Transform, pipeline } = require("stream"); const c = spawn(process.execPath, [__dirname + "/child.cjs"], { stdio: ["ignore", "pipe", "ignore"] }); let all = ""; pipeline(c.stdout, new Transform({ transform(x, e, cb) { cb(null, String(x).toUpperCase()); } }), async function (source) { for await (const x of source) all += x; }, (e) => log(e, JSON.stringify(all)));`,
      "child.cjs": 'console.log("a"); setTimeout(() => console.log("b"), 10);',
    },
  },
];
