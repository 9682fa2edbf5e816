// A timer that starts after long work counts from then, not from the turn of the loop it is in.
const busy = (ms: number) => { const until = Date.now() + ms; while (Date.now() < until); };
setTimeout(() => console.log("b: started first, 60"), 60);
busy(40);
setTimeout(() => console.log("a: 40 + 40"), 40);
setTimeout(() => {
  setTimeout(() => console.log("d: 100"), 100);
  busy(60);
  setTimeout(() => console.log("c: 60 + 60"), 60);
  setTimeout(() => console.log("e: 60 + 20"), 20);
}, 200);
