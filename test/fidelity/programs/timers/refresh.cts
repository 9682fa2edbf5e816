// refresh starts a timer anew.
const t = setTimeout(() => console.log("refreshed"), 40);
setTimeout(() => { console.log("refresh"); t.refresh(); }, 20);
setTimeout(() => console.log("between"), 50);
