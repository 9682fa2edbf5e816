// process.exit without a code takes process.exitCode.
process.exitCode = 5;
process.on("exit", (code) => console.log(code));
setTimeout(() => process.exit(), 1);
