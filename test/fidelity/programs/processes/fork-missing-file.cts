// fork of a file that does not exist: the child starts, fails and exits with 1.
const { fork } = require("node:child_process");
const c = fork(__dirname + "/there-is-none.cjs", [], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
console.log(typeof c.pid);
for (const e of ["spawn", "message", "disconnect", "exit", "close", "error"]) c.on(e, (...a: any[]) => console.log(e, ...a));
