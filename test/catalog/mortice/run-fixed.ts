import mortice from "mortice";

// The package wants Node 22.
Promise.withResolvers ??= function withResolvers<T>() {
  let resolve: PromiseWithResolvers<T>["resolve"] = () => {};
  let reject: PromiseWithResolvers<T>["reject"] = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};

const left = mortice({ name: "left" });

async function visit(name: string): Promise<void> {
  const release = await left.writeLock();
  console.log(name, "in");
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(name, "out");
  release();
}

async function read(name: string): Promise<void> {
  const release = await left.readLock();
  console.log(name, "reads");
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(name, "has read");
  release();
}

await Promise.all([visit("first"), read("second"), read("third"), visit("fourth")]);
//> says first in
//> says first out
//> says second reads
//> says second has read
//> says third reads
//> says third has read
//> says fourth in
//> says fourth out
//> completed
