// Where an error rejected a promise. It is reported later, and by then other code has run.

import { isObject } from "../runtime/values";
import type { SiteId } from "../scenario";

export interface RejectionSites {
  /** Keeps the first place: what hands the same error on rejects other promises with it. */
  rejected(reason: unknown, promise: object, site: SiteId | undefined): void;
  /** `undefined` where it did not happen in the user's code. */
  of(reason: unknown, promise?: object): SiteId | undefined;
  /** Forgets everything. */
  renew(): void;
}

export function createRejectionSites(): RejectionSites {
  /** Most programs reject nothing. */
  let sites: WeakMap<object, SiteId> | undefined;
  return {
    rejected(reason, promise, site) {
      const key = isObject(reason) ? reason : promise;
      if (site === undefined) return;
      sites ??= new WeakMap();
      if (!sites.has(key)) sites.set(key, site);
    },
    of(reason, promise) {
      const key = isObject(reason) ? reason : promise;
      return key === undefined ? undefined : sites?.get(key);
    },
    renew() {
      sites = undefined;
    },
  };
}
