// refresh of a fired timer starts it again; of a cleared one does not; inside its own callback it repeats.
let n = 0;
const a = setTimeout(() => { console.log("a", ++n); if (n < 3) a.refresh(); }, 5);
const b = setTimeout(() => console.log("never b"), 5);
clearTimeout(b);
b.refresh();
const c = setTimeout(() => { console.log("c"); }, 200);
setTimeout(() => { c.refresh(); }, 400);
const d = setTimeout(() => console.log("d late"), 500);
setTimeout(() => { d.refresh(); }, 300);
console.log(typeof c.refresh().unref().ref().hasRef());
const e = setInterval(() => console.log("never e"), 5);
e.close();
e.refresh();
