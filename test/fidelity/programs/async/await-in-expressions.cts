// Await in every kind of expression keeps the order of evaluation.
const say = <T,>(v: T): T => (console.log("say", v), v);
const later = async <T,>(v: T): Promise<T> => (await null, v);
(async () => {
  const o: any = { n: 1, list: [1, 2, 3] };
  console.log((await later(1)) + say(2) * (await later(3)));
  console.log([say("a"), await later("b"), say("c")], { [await later("k")]: await later("v") });
  console.log(`${await later("x")}${say("y")}`, (await later(o)).list[await later(1)]);
  o.n += await later(10);
  console.log(o.n, (await later(null)) ?? say("default"), (await later(false)) || (await later("or")), (await later(true)) && "and");
  console.log((await later(undefined))?.nothing?.here, await (await later(() => later("called")))());
  let x = 1;
  x = x + (await later(1)) + x;
  console.log(x, (await later(1)) ? await later("yes") : say("no"), typeof (await later(1)), !(await later(0)));
  const [a, b = await later("dflt")] = [await later(1)] as any[];
  console.log(a, b);
  switch (await later(2)) { case await later(1): console.log("one"); break; case await later(2): console.log("two"); default: console.log("fell"); }
  for (let i = await later(0); i < (await later(2)); i += await later(1)) console.log("i", i);
  do { console.log("once"); } while (await later(false));
  if (await later(true)) console.log("if"); else console.log("else");
  throw await later(new Error("thrown"));
})().catch((e) => console.log(e.message));
