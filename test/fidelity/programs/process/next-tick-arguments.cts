// nextTick passes arguments; ticks of ticks come before microtasks.
process.nextTick((a: number, b: string) => console.log("tick", a, b), 1, "x");
Promise.resolve().then(() => { console.log("micro"); process.nextTick(() => console.log("tick from micro")); }).then(() => console.log("micro 2"));
process.nextTick(() => { process.nextTick(() => console.log("nested tick")); });
