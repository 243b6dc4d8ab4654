using System.Globalization;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>What DCMTK does not write: restart markers in sequential and progressive scans, of any interval and sampling, drawn at random from fixed seeds. Against libjpeg-turbo.</summary>
public sealed class JpegRestartTests
{
    private const int Cases = 15;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_cjpeg_writes_decodes_to_what_djpeg_gives(int seed)
    {
        Command.Require("cjpeg", "libjpeg-turbo-progs");
        Random random = new(seed);
        for (int i = 0; i < Cases; i++)
        {
            int columns = random.Next(1, 90);
            int rows = random.Next(1, 90);
            int samples = random.Next(2) == 0 ? 1 : 3;
            string[] options = Options(random, samples);
            byte[] picture = new byte[columns * rows * samples];
            for (int at = 0; at < picture.Length; at++)
                picture[at] = (byte)((at / samples % columns * 3) + (at / samples / columns * 2) + (80 * (at % samples)) + random.Next(40));

            (byte[] codestream, byte[] decoded) = Compress(picture, columns, rows, samples, options);

            Assert.Contains("\xFF\xDD", System.Text.Encoding.Latin1.GetString(codestream), StringComparison.Ordinal); // DRI
            byte[] ours = JpegCorpusTests.Decode(codestream, new FrameInfo(columns, rows, samples, 8, 8, isSigned: false));
            Assert.True(decoded.AsSpan().SequenceEqual(ours), $"{columns} x {rows} x {samples}: {string.Join(' ', options)}");
        }
    }

    // Colour is not transformed, so that components are compared. Rows alone are never halved: there libjpeg-turbo interpolates, DCMTK and we repeat.
    private static string[] Options(Random random, int samples)
    {
        List<string> options = ["-quality", random.Next(1, 101).ToString(CultureInfo.InvariantCulture), "-restart"];
        options.Add(random.Next(1, 7).ToString(CultureInfo.InvariantCulture) + (random.Next(3) == 0 ? string.Empty : "B"));
        options.Add(random.Next(3) == 0 ? "-optimize" : "-progressive");
        if (samples == 1)
            options.Add("-grayscale");
        else
            options.AddRange(["-rgb", "-sample", new[] { "1x1", "2x1", "2x2", "1x1,2x1,1x1", "2x2,2x2,1x1" }[random.Next(5)]]);
        return [.. options];
    }

    private static (byte[] Codestream, byte[] Decoded) Compress(byte[] picture, int columns, int rows, int samples, string[] options)
    {
        using TemporaryDirectory folder = new();
        File.WriteAllBytes(folder["picture.pnm"], [.. System.Text.Encoding.ASCII.GetBytes($"P{(samples == 1 ? 5 : 6)}\n{columns} {rows}\n255\n"), .. picture]);
        Command.RunChecked("cjpeg", [.. options, "-outfile", folder["picture.jpg"], folder["picture.pnm"]]);
        Command.RunChecked("djpeg", "-pnm", "-outfile", folder["decoded.pnm"], folder["picture.jpg"]);
        return (File.ReadAllBytes(folder["picture.jpg"]), File.ReadAllBytes(folder["decoded.pnm"])[^picture.Length..]);
    }
}
