// Promise.resolve gives a native promise back as it is, and makes a new one of a subclass's.
class Sub<T> extends Promise<T> {}
const p = Promise.resolve(1);
const s = Sub.resolve(1);
console.log(Promise.resolve(p) === p, Promise.resolve(s) === s, Sub.resolve(s) === s, (Sub.resolve(p) as unknown) === p);
console.log(s instanceof Sub, s instanceof Promise, Sub.resolve(p) instanceof Sub);
const fake = Promise.resolve(2);
fake.constructor = Sub;
console.log(Promise.resolve(fake) === fake);
