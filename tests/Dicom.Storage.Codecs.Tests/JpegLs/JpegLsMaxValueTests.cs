using System.Buffers.Binary;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>
/// Codestreams whose largest sample (MAXVAL of an LSE segment, T.87 C.2.4.1.1) is none of a whole number of bits. The libjpeg of pylibjpeg and a decoder
/// written down from T.87 alone give the picture below; CharLS as DCMTK and GDCM have it refuses them.
/// </summary>
public sealed class JpegLsMaxValueTests
{
    private const string Bytes200 =
        "FFD8FFF7000B08000C001001011100FFF8000D0100C80003000700150040FFDA0008010100000000F4000019D2800000CD000000AFAF021FCAE68A40000030CC70A282000000D94000001B" +
        "2000001B287696C0000067E0000018700484210000006F0C5959E9E86B000001B33C250844719A44056AEE9F34BD23008C081022480000002BF000031000000057209C0000061E07F83A49" +
        "1451070A0000187ED80A1B9F186592B3CE739BE708F71D70C65C84C8A739C000001B9A8D263364D501918E082739C78622CF41B6CC4B4987EBBB9DB45062668FD2C485F5CCD648F7EF2087" +
        "90CE70F840FFD9";

    private const string Near200 =
        "FFD8FFF7000B08000C001001011100FFF8000D0100C80009001100230040FFDA0008010100020000F40002C0003001243F88924000D78890000380000C0001C5A98000280010AE00001A22" +
        "00605189800017052491932C4C3C1A242301E1088A800000600000E000E18000002DC3FC0545450E4000000C25B0109287C8CBDD1180000A28C1E24A30D5600001509CB148309425500001" +
        "17628B960871D6A5B08928A242D6324000015D4D45D04CA700FFD9";

    private const string Words3000 =
        "FFD8FFF7000B0C000C001001011100FFF8000D010BB8000E003300D00040FFDA0008010100000000F40000003C8006D1BF2512E3377103B4CB95BDE913C87E0A414825005E179B8DA17400" +
        "001F9B0DB80D61780314108420E81B8D469366068339AF0663709041D0641906D32990D5831988D38309B405A6008020084040408040000698102023378100401FE0153419054150549ECE" +
        "9E612F1781C1085054C0000001E879812F123816058160021B01A30BE5E2E99E0270B86C120816058160020AD99B0B45932E160C9804820581605814FD5CC78562A98B0A861C047A058160" +
        "5833D53306148A25FC502F60472058160586769E5D92927134B98985BC00FFD9";

    [Theory]
    [InlineData(Bytes200, 200, 8, 0, false)]
    [InlineData(Bytes200, 200, 8, 0, true)]
    [InlineData(Near200, 200, 8, 2, false)]
    [InlineData(Near200, 200, 8, 2, true)]
    [InlineData(Words3000, 3_000, 12, 0, false)]
    [InlineData(Words3000, 3_000, 12, 0, true)]
    public void Samples_end_at_the_value_that_the_codestream_says(string hexadecimal, int maxValue, int bits, int near, bool isDefault)
    {
        FrameInfo frame = new(16, 12, 1, bits == 8 ? 8 : 16, bits, isSigned: false);
        byte[] codestream = Convert.FromHexString(hexadecimal);
        int segment = codestream.AsSpan().IndexOf([(byte)0xFF, (byte)0xF8]); // length (2), 1, MAXVAL (2), T1, T2, T3, RESET (2 each)
        Assert.Equal(maxValue, BinaryPrimitives.ReadUInt16BigEndian(codestream.AsSpan(segment + 5)));
        // A threshold or RESET of 0 stands for its default, which those in the stream are.
        if (isDefault)
            codestream.AsSpan(segment + 7, 8).Clear();

        byte[] pixels = JpegLsFrames.Decode(codestream, frame);

        byte[] picture = [.. Enumerable.Range(0, 192).Select(i => Sample(i % 16, i / 16, maxValue)).SelectMany(v => bits == 8 ? [(byte)v] : new[] { (byte)v, (byte)(v >> 8) })];
        Assert.InRange(JpegLsFrames.MaxDifference(picture, pixels, frame), 0, near);
    }

    private static int Sample(int x, int y, int maxValue) =>
        y is 4 or 5 ? maxValue : x < 5 ? maxValue * y / 11 : ((x * x) + (y * 3)) * 37 % (maxValue + 1);
}
