import { Sema } from "async-sema";

const seats = new Sema(1);
const desks = new Sema(1);

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
}

async function student(): Promise<void> {
  await seats.acquire();
  await pause();
  await desks.acquire();
  desks.release();
  seats.release();
}

async function teacher(): Promise<void> {
  await desks.acquire();
  await pause();
  await seats.acquire();
  seats.release();
  desks.release();
}

await Promise.all([student(), teacher()]);
//> deadlock
//> main: the end of Promise.all
//> student: Sema.acquire() of desks, held by teacher
//> teacher: Sema.acquire() of seats, held by student
