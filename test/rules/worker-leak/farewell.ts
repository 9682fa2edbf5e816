// A child process that only listens for the end of its channel.
process.on("disconnect", () => console.log("the parent has gone"));
