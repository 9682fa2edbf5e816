// global:navigator.locks: each operation that waits, while it does.
async function holder() { await navigator.locks.request("a", () => new Promise(() => {})); }
async function LockManager_request() { await navigator.locks.request("a", () => {}); }
void holder();
void LockManager_request();
