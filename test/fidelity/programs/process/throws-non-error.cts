// Throwing something that is no error.
process.on("exit", (code) => console.log("exit", code));
throw { code: 5 };
