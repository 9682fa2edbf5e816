// Two loops with awaits of different length.
async function loop(name: string, n: number, ticks: number) {
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < ticks; t++) await null;
    console.log(name, i);
  }
}
Promise.all([loop("a", 4, 1), loop("b", 2, 2), loop("c", 2, 3)]).then(() => console.log("end"));
