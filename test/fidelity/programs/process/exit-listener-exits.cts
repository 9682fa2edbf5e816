// process.exit inside an exit listener changes the code; listeners after it do not run.
process.on("exit", () => { console.log("one"); process.exit(6); });
process.on("exit", () => console.log("never"));
process.exit(2);
