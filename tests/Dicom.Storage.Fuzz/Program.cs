using Dicom.Storage.Fuzz;
using SharpFuzz;

// Dicom.Storage.Fuzz                    the names of the targets
// Dicom.Storage.Fuzz TARGET             one input from standard input, or as many as AFL++ gives
// Dicom.Storage.Fuzz TARGET FILE...     the files, one after the other
Dictionary<string, FuzzTarget> targets = FuzzTargets.All.Concat(CodecFuzzTargets.All).ToDictionary(StringComparer.Ordinal);
if (args.Length == 0)
{
    Console.WriteLine(string.Join('\n', targets.Keys));
    return 0;
}

if (!targets.TryGetValue(args[0], out FuzzTarget? target))
{
    Console.Error.WriteLine($"No target {args[0]}; there are {string.Join(", ", targets.Keys)}.");
    return 2;
}

if (args.Length > 1)
{
    foreach (string file in args.Skip(1))
        target(File.ReadAllBytes(file));
    return 0;
}

byte[] buffer = new byte[FuzzTargets.MaxInputBytes];
Fuzzer.Run(stream =>
{
    int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    target(buffer.AsSpan(0, length));
});
return 0;
