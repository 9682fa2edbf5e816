// An interval whose callback throws goes on where somebody listens.
let n = 0;
process.on("uncaughtException", (e) => console.log("caught", e.message));
const i = setInterval(() => { n++; if (n === 3) clearInterval(i); if (n === 2) throw new Error("second"); console.log("tick", n); }, 5);
