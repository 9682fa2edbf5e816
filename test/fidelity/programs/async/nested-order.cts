// Two tasks of nested calls interleave at each await.
async function inner(name: string) {
  console.log(name, "inner 1");
  await null;
  console.log(name, "inner 2");
  return name;
}
async function outer(name: string) {
  console.log(name, "outer 1");
  const got = await inner(name);
  console.log(name, "outer 2", got);
  for (let i = 0; i < 2; i++) await inner(`${name}${i}`);
}
outer("a").then(() => console.log("a done"));
outer("b").then(() => console.log("b done"));
console.log("sync");
