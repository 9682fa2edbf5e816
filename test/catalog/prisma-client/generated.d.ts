// What `prisma generate` declares for a schema with one model, as far as the fixture uses it: the client is made for each schema.

declare module "@prisma/client" {
  export class PrismaClient {
    constructor(options?: { readonly log?: readonly string[] });
    readonly user: UserDelegate;
    $transaction<T>(work: (tx: Prisma.TransactionClient) => Promise<T>, options?: { maxWait?: number }): Promise<T>;
    $transaction(queries: readonly Promise<unknown>[]): Promise<readonly unknown[]>;
    $queryRawUnsafe(query: string, ...values: readonly unknown[]): Promise<unknown>;
    $executeRawUnsafe(query: string, ...values: readonly unknown[]): Promise<number>;
    $disconnect(): Promise<void>;
  }
  export interface UserDelegate {
    count(): Promise<number>;
  }
  export namespace Prisma {
    type TransactionClient = Omit<PrismaClient, "$transaction" | "$disconnect">;
  }
}
