// A subclass: its constructor, species and statics are used by then, catch, finally and the combinators.
class Tracked<T> extends Promise<T> {
  static made = 0;
  constructor(executor: (resolve: (v: T) => void, reject: (e: unknown) => void) => void) {
    super(executor);
    Tracked.made++;
  }
  twice(): Tracked<T> {
    return this.then((v) => v) as Tracked<T>;
  }
}
const t = Tracked.resolve(1) as Tracked<number>;
console.log(t instanceof Tracked, t.then(() => 0) instanceof Tracked, t.catch(() => 0) instanceof Tracked, t.finally(() => 0) instanceof Tracked);
console.log(Tracked.all([1]) instanceof Tracked, Tracked.race([1]) instanceof Tracked, Tracked.reject(0).catch(() => 0) instanceof Tracked);
t.twice().then((v) => console.log(v, Tracked.made > 5));
class Plain<T> extends Promise<T> {
  static get [Symbol.species]() {
    return Promise;
  }
}
console.log(Plain.resolve(1).then(() => 0) instanceof Plain, Plain.resolve(1) instanceof Plain);
async function f(): Promise<number> {
  return 1;
}
console.log(f() instanceof Promise, (f() as unknown) instanceof Tracked);
