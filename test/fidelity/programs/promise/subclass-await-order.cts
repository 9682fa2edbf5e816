// Awaiting a subclass instance takes the longer way through its `then`.
class Sub<T> extends Promise<T> {
  override then<A, B>(a?: any, b?: any): any {
    console.log("Sub.then");
    return super.then(a, b);
  }
}
(async () => {
  await Sub.resolve(1);
  console.log("after sub");
})();
(async () => {
  await Promise.resolve(1);
  console.log("after native");
})();
Promise.resolve().then(() => console.log("1")).then(() => console.log("2")).then(() => console.log("3"));
