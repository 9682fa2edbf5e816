// process.exitCode, changed in the exit listener too.
process.exitCode = 4;
process.on("exit", (code) => { console.log("exit", code); process.exitCode = 9; });
