// Tells by a unit's text that it does nothing with `Promise` but call what it offers, so that it cannot have changed it.

/** What gets at objects by other ways than their plain names, or at what a promise has inherited. */
const OTHER_WAYS =
  /\b(?:Object|Reflect|globalThis|global|self|window|super|extends|constructor|prototype|species|prepareStackTrace|caller|callee|with|eval)\b|getPrototypeOf|__\w+__|\\[ux]/;

/** `Promise`, but for `new Promise(` and `Promise.all(` and the like. */
const PROMISE =
  /(?<!\bnew\s+)\bPromise\b(?!\.(?:all|allSettled|any|race|reject|resolve|try|withResolvers)\()|\bnew\s+Promise\b(?!\()/;

/** The methods of a promise, but for calls of them and the statements of that name. */
const METHODS =
  /(?<!\.)\bthen\b|\bthen\b(?!\()|\.(?:catch|finally)\b(?!\()|(?<!\.)\bcatch\b(?!\s*[({])|(?<!\.)\bfinally\b(?!\s*\{)/;

/**
 * A bracket that may begin a computed name: but for empty lists, places of lists, and lists and patterns after what nothing can be computed of. What
 * lowered functions are called with comes after `(this,` or `(null,`.
 */
const COMPUTED = /(?<!(?:=|\(|\((?:this|null),|\b(?:const|let|var|return))\s*)\[(?!\d*\])/;

/**
 * Code from strings is refused, so what the text does not contain cannot be there at run time. `false` says nothing: the text
 * may be harmless.
 */
export function onlyCallsPromise(text: string): boolean {
  return !OTHER_WAYS.test(text) && !PROMISE.test(text) && !METHODS.test(text) && !COMPUTED.test(text);
}
