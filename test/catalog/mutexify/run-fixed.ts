import mutexify from "mutexify";

const lock = mutexify();

function visit(name: string): Promise<void> {
  return new Promise((resolve) => {
    lock((release) => {
      console.log(name, "in");
      setTimeout(() => {
        console.log(name, "out");
        release(() => resolve(), null, null);
      }, 1);
    });
  });
}

await Promise.all([visit("first"), visit("second")]);
//> says first in
//> says first out
//> says second in
//> says second out
//> completed
