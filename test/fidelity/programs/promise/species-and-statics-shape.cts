// Names, lengths and descriptors that feature detection looks at.
for (const name of ["all", "allSettled", "any", "race", "reject", "resolve"] as const) console.log(name, Promise[name].name, Promise[name].length);
for (const name of ["then", "catch", "finally"] as const) console.log(name, Promise.prototype[name].name, Promise.prototype[name].length);
console.log(Object.prototype.toString.call(Promise.prototype), Promise[Symbol.species] === Promise);
console.log(Object.keys(Promise), Object.keys(Promise.prototype), "then" in Promise.prototype);
try {
  (Promise.resolve as any).call(undefined, 1);
} catch (e) {
  console.log((e as Error).name);
}
try {
  (Promise.prototype.then as any).call({}, () => {});
} catch (e) {
  console.log((e as Error).name);
}
