// `this`, `arguments`, defaults and destructuring survive.
class Box {
  constructor(private readonly v: number) {}
  async get(this: Box, ..._rest: number[]) {
    await null;
    return [this.v, arguments.length];
  }
  arrow = async () => this.v;
  static async make(v = 5) { return new Box(v); }
  async *gen() { yield this.v; yield* [1, 2]; }
  get lazy() { return (async () => this.v + 1)(); }
}
async function defaults(a: number, b = a + 1, { c = 3, ...rest }: any = {}, ...more: number[]) {
  await null;
  return [a, b, c, rest, more];
}
(async () => {
  const box = await Box.make();
  console.log(await box.get(1, 2, 3), await box.arrow(), await box.lazy, await defaults(1), await defaults(1, 2, { c: 4, d: 5 }, 6, 7));
  for await (const v of box.gen()) console.log(v);
  console.log(defaults.length, defaults.name, box.get.name, Box.make.name);
})();
