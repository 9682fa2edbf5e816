// stdout.write joins partial lines.
process.stdout.write("par");
process.stdout.write("tial\n");
process.stdout.write("two\nlines\n");
console.log("end %s %d %j %s", "a", 5, { a: 1 }, [1]);
