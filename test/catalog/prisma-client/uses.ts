/// <reference path="./generated.d.ts" />
import { PrismaClient } from "@prisma/client";
import { Mutex } from "async-mutex";

const prisma = new PrismaClient();
const mutex = new Mutex();

export async function outside(): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.user.count();
    await prisma.$queryRawUnsafe("select 1");
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: a connection of `prisma` is held here
  });
}

export async function nested(): Promise<void> {
  await prisma.$transaction(async () => {
    await prisma.$transaction(async (tx) => tx.user.count());
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[nested-slot]: until the waits time out
  });
}

export async function underMutex(): Promise<void> {
  await mutex.runExclusive(async () => {
    await prisma.$transaction(() => mutex.runExclusive(() => prisma.user.count()));
//        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: `mutex` is already held here
  });
}

export async function inside(): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$queryRawUnsafe("select 1");
  });
}

export async function batch(): Promise<void> {
  await prisma.$transaction([prisma.user.count(), prisma.user.count()]);
  await prisma.$queryRawUnsafe("select 1");
}
