// An async function that throws and is not awaited.
async function fails() {
  await null;
  throw new TypeError("from async");
}
fails();
console.log("started");
setTimeout(() => console.log("never"), 10);
