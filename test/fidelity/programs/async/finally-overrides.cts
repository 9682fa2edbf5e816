// A return or throw in finally replaces the outcome.
async function a() { try { return "try"; } finally { await null; } }
async function b() { try { throw new Error("lost"); } finally { return "from finally"; } }
async function c() { try { return "lost"; } finally { throw new Error("from finally"); } }
async function d() { for (const x of [1, 2, 3]) { try { await null; if (x === 2) continue; if (x === 3) break; console.log("body", x); } finally { console.log("fin", x); } } return "loop done"; }
(async () => {
  console.log(await a(), await b(), await c().catch((e) => e.message), await d());
})();
