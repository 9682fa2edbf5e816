// Timers fire by expiry, equal delays in order of their start.
setTimeout(() => console.log("60"), 60);
setTimeout(() => console.log("30 first"), 30);
setTimeout(() => console.log("1"), 1);
setTimeout(() => console.log("30 second"), 30);
setTimeout(() => console.log("0 is 1"), 0);
setTimeout(() => console.log("negative is 1"), -5);
setTimeout(() => console.log("NaN is 1"), NaN);
setTimeout(() => console.log("no delay"));
setTimeout(() => console.log("huge is 1"), 2 ** 31);
console.log("sync");
