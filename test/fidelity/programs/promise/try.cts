// needs node 24
// Promise.try: runs at once, catches what is thrown, passes arguments.
const P = Promise as any;
P.try(() => {
  console.log("runs now");
  return 1;
}).then((v: unknown) => console.log(v));
P.try(() => {
  throw new Error("thrown");
}).catch((e: Error) => console.log(e.message));
P.try((a: number, b: number) => a + b, 2, 3).then((v: unknown) => console.log(v));
P.try(async () => "async").then((v: unknown) => console.log(v));
console.log("sync");
