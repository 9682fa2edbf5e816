// How many microtasks each combinator takes.
const p = () => Promise.resolve("v");
Promise.all([p()]).then(() => console.log("all"));
Promise.allSettled([p()]).then(() => console.log("allSettled"));
Promise.race([p()]).then(() => console.log("race"));
Promise.any([p()]).then(() => console.log("any"));
p().then(() => console.log("1")).then(() => console.log("2")).then(() => console.log("3")).then(() => console.log("4"));
