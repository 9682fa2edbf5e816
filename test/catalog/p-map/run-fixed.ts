import pMap from "p-map";

let inside = 0;
const doubled = await pMap([1, 2, 3], async (item) => {
  inside++;
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(item, inside);
  inside--;
  return item * 2;
}, { concurrency: 2 });
console.log(doubled);
//> says 1 2
//> says 2 2
//> says 3 1
//> says [ 2, 4, 6 ]
//> completed
