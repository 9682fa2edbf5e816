// Errors through awaits, try, catch and finally.
async function fail(when: string) {
  if (when === "before") throw new Error("before");
  await null;
  if (when === "after") throw new Error("after");
  return "fine";
}
async function run(when: string) {
  try {
    console.log(await fail(when));
    return "returned";
  } catch (e) {
    console.log("caught", (e as Error).message);
    return "recovered";
  } finally {
    console.log("finally", when);
    await null;
    console.log("finally after await", when);
  }
}
(async () => {
  for (const when of ["before", "after", "none"]) console.log(await run(when));
})();
