import mutexify from "mutexify";

const left = mutexify();
const right = mutexify();

function take(first: typeof left, second: typeof left): Promise<void> {
  return new Promise((resolve) => {
    first((release) => {
      setTimeout(() => {
        second((end) => {
          end(() => {}, null, null);
          release(() => resolve(), null, null);
        });
      }, 1);
    });
  });
}

await Promise.all([take(left, right), take(right, left)]);
//> stuck
//> main: Promise.all: the end of mutexify()
//> first callback: the call that ends the section of mutexify()
//> first callback #2: the call that ends the section of mutexify()
//> mutexify(): mutexify() of right, held by first callback #2
//> mutexify() #2: mutexify() of left, held by first callback
