// Two chains advance in turn, one job each.
const chain = (name: string) => {
  let p = Promise.resolve();
  for (let i = 0; i < 4; i++) p = p.then(() => console.log(name, i));
  return p;
};
Promise.all([chain("a"), chain("b")]).then(() => console.log("both"));
