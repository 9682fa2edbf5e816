// A timer may clear one that is due in the same turn.
const first = setTimeout(() => { console.log("first"); clearTimeout(second); }, 5);
const second = setTimeout(() => console.log("never"), 5);
setTimeout(() => console.log("third"), 5);
void first;
