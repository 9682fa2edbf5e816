// What the constructor of a worker refuses.
const { Worker } = require("node:worker_threads");
const attempt = (name: string, f: () => void) => { try { f(); console.log(name, "fine"); } catch (e: any) { console.log(name, e.name, e.code, e.message); } };
attempt("number", () => new Worker(5));
attempt("none", () => new Worker());
attempt("object", () => new Worker({}));
attempt("relative", () => new Worker("no-such-folder/x.js"));
attempt("argv", () => new Worker("1", { eval: true, argv: "text" }));
attempt("execArgv", () => new Worker("1", { eval: true, execArgv: 5 }));
attempt("env", () => new Worker("1", { eval: true, env: 5 }));
attempt("transfer", () => new Worker("1", { eval: true, workerData: {}, transferList: [{}] }));
attempt("url eval", () => new Worker(new URL("file:///x"), { eval: true }));
attempt("http", () => new Worker(new URL("http://localhost/x")));
