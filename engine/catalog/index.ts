// The catalog's registry: one line a library.

import { asyncQueues } from "./async";
import { asyncLock } from "./async-lock";
import { asyncMutex } from "./async-mutex";
import { asyncRwlock } from "./async-rwlock";
import { asyncSema } from "./async-sema";
import { atomics } from "./atomics";
import { awaitLock } from "./await-lock";
import { awaitSemaphore } from "./await-semaphore";
import { bottleneck } from "./bottleneck";
import { comlink } from "./comlink";
import { effect } from "./effect";
import { fastq } from "./fastq";
import { genericPool } from "./generic-pool";
import { jestWorker } from "./jest-worker";
import { knex } from "./knex";
import { livekitMutex } from "./livekit-mutex";
import { mortice } from "./mortice";
import { mutexify } from "./mutexify";
import { mutexifyPromise } from "./mutexify-promise";
import { nodeChildProcess } from "./node-child-process";
import { nodeCluster } from "./node-cluster";
import { nodeEvents } from "./node-events";
import { nodeTimersPromises } from "./node-timers-promises";
import { nodeWorkerThreads } from "./node-worker-threads";
import { pLimit } from "./p-limit";
import { pMap } from "./p-map";
import { pMutex } from "./p-mutex";
import { pQueue } from "./p-queue";
import { pg } from "./pg";
import { piscina } from "./piscina";
import { prismaClient } from "./prisma-client";
import { properLockfile } from "./proper-lockfile";
import { redisSemaphore } from "./redis-semaphore";
import { redlock } from "./redlock";
import { rwlock } from "./rwlock";
import { sapphireAsyncQueue } from "./sapphire-async-queue";
import type { LibraryEntry } from "./schema";
import { semaphoreAsyncAwait } from "./semaphore-async-await";
import { sequelize } from "./sequelize";
import { tarn } from "./tarn";
import { threads } from "./threads";
import { throat } from "./throat";
import { tinypool } from "./tinypool";
import { webLocks } from "./web-locks";
import { workerpool } from "./workerpool";

export const CATALOG: readonly LibraryEntry[] = [
  asyncLock,
  asyncMutex,
  asyncQueues,
  asyncRwlock,
  asyncSema,
  atomics,
  awaitLock,
  awaitSemaphore,
  bottleneck,
  comlink,
  effect,
  fastq,
  genericPool,
  jestWorker,
  knex,
  livekitMutex,
  mortice,
  mutexify,
  mutexifyPromise,
  nodeChildProcess,
  nodeCluster,
  nodeEvents,
  nodeTimersPromises,
  nodeWorkerThreads,
  pLimit,
  pMap,
  pMutex,
  pQueue,
  pg,
  piscina,
  prismaClient,
  properLockfile,
  redisSemaphore,
  redlock,
  rwlock,
  sapphireAsyncQueue,
  semaphoreAsyncAwait,
  sequelize,
  tarn,
  threads,
  throat,
  tinypool,
  webLocks,
  workerpool,
];
