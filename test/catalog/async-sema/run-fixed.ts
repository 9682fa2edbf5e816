import { Sema } from "async-sema";

const seats = new Sema(2);

async function student(name: string): Promise<void> {
  await seats.acquire();
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(name);
  seats.release();
}

await Promise.all(["ann", "bob", "cy"].map(student));
console.log(seats.tryAcquire() !== undefined, seats.tryAcquire() !== undefined, seats.tryAcquire() !== undefined);
//> says ann
//> says bob
//> says cy
//> says true true false
//> completed
