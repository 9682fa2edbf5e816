// An interval counts from the end of its callback's start: a slow callback moves the next ones.
let n = 0;
const start = Date.now();
const i = setInterval(() => {
  n++;
  if (n === 1) { const until = Date.now() + 25; while (Date.now() < until); }
  if (n === 4) { clearInterval(i); console.log(n, Date.now() - start >= 50); }
}, 10);
setTimeout(() => console.log("at 15, late", n), 15);
