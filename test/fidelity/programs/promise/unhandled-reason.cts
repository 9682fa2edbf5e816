// An unhandled rejection with something that is no error.
process.on("exit", (code) => console.log("exit", code));
Promise.reject("just text");
