namespace Dicom.Storage.Architecture.Tests;

public sealed class HouseLimitTests
{
    private const int FileLines = 400;
    private const int CodecFileLines = 600;
    private const int SampleFileLines = 100;
    private const int MethodLines = 40;
    private const int CodecMethodLines = 70;

    [Fact]
    public void No_file_is_longer_than_its_limit()
    {
        IEnumerable<string> tooLong =
            from file in Repository.Sources("src", "tests", "samples", "benchmarks", "eng")
            let path = Repository.RelativePath(file)
            let lines = File.ReadLines(file).Count()
            where lines > FileLimit(path)
            select $"{path}: {lines} lines, limit {FileLimit(path)}";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_method_in_src_is_longer_than_its_limit()
    {
        IEnumerable<string> tooLong =
            from file in Repository.Sources("src")
            let path = Repository.RelativePath(file)
            let limit = IsCodec(path) ? CodecMethodLines : MethodLines
            from method in MethodLengths.Of(File.ReadAllText(file))
            where method.Lines > limit
            select $"{path}({method.Line}): {method.Name} has {method.Lines} lines, limit {limit}";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_measure_counts_the_lines_between_the_braces()
    {
        const string source = """
            class C
            {
                int P => 1 +
                    2;
                void M()
                {
                    // "}" in a comment, and in a string:
                    string s = "}";

                }
            }
            """;

        Assert.Equal([("P", 2), ("M", 3)], MethodLengths.Of(source).Select(method => (method.Name, method.Lines)));
    }

    // Split literals: the signs must not find themselves.
    [Fact]
    public void No_source_is_left_for_later()
    {
        string[] signs = ["TO" + "DO", "FIX" + "ME", "Not" + "ImplementedException", "HA" + "CK:"];
        IEnumerable<string> left =
            from file in Repository.Sources("src", "tests", "samples", "benchmarks", "eng")
            from line in File.ReadLines(file).Index()
            where signs.Any(sign => line.Item.Contains(sign, StringComparison.Ordinal))
            select $"{Repository.RelativePath(file)}({line.Index + 1})";

        Assert.Empty(left);
    }

    private static int FileLimit(string path) =>
        path.StartsWith("samples/", StringComparison.Ordinal) ? SampleFileLines : IsCodec(path) ? CodecFileLines : FileLines;

    private static bool IsCodec(string path) => path.StartsWith("src/Dicom.Storage.Codecs/", StringComparison.Ordinal);
}
