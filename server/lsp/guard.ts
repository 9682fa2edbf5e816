// Keeps one request's trouble its own: every handler has one `try`, which logs and answers with nothing.

import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";

/** The handler, made safe: what it throws is logged, and the answer is `empty`. A cancellation is answered as such. */
export function guard<A extends readonly unknown[], R>(
  connection: Connection,
  name: string,
  empty: R,
  handler: (...args: A) => R | Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return empty;
    }
  };
}

/** The promise's value, unless the client cancels first: then it rejects with the answer for that. */
export function orCancelled<T>(promise: Promise<T>, token: CancellationToken): Promise<T> {
  if (token.isCancellationRequested) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    const subscription = token.onCancellationRequested(() => reject(cancelled()));
    promise.then(resolve, reject).finally(() => subscription.dispose());
  });
}

function cancelled(): ResponseError<undefined> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}
