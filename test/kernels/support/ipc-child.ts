// A child process that answers its parent, and listens for the end of the channel to it.
process.on("message", ({ kind }: { kind: string }) => process.send?.({ done: kind }));
process.on("disconnect", () => console.log("the parent has gone"));
