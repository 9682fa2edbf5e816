// An interval with work that clears it later, and its arguments.
let n = 0;
const t = setInterval((a: string, b: number) => { console.log(a, b, ++n); if (n === 4) clearInterval(t); }, 5, "tick", 7);
