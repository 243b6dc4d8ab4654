using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>A character set that can be designated to the lower half (G0) or the upper half (G1) of the bytes (PS3.5 6.1.2, ISO/IEC 2022).</summary>
/// <param name="Encoding">A .NET encoding that has the set.</param>
/// <param name="IsDoubleByte">Whether a character takes two bytes.</param>
/// <param name="FirstMask">What turns the first byte, as it stands in G0, into that encoding's; 0 for sets in G1.</param>
/// <param name="SecondMask">The same for the second byte.</param>
internal sealed record CodedCharacterSet(Encoding Encoding, bool IsDoubleByte = false, byte FirstMask = 0, byte SecondMask = 0)
{
    public static CodedCharacterSet Ascii { get; } = new(Encoding.Latin1);

    public static CodedCharacterSet Latin1 { get; } = new(Encoding.Latin1);

    public static CodedCharacterSet Latin2 { get; } = Single(28592);

    public static CodedCharacterSet Latin3 { get; } = Single(28593);

    public static CodedCharacterSet Latin4 { get; } = Single(28594);

    public static CodedCharacterSet Cyrillic { get; } = Single(28595);

    public static CodedCharacterSet Arabic { get; } = Single(28596);

    public static CodedCharacterSet Greek { get; } = Single(28597);

    public static CodedCharacterSet Hebrew { get; } = Single(28598);

    public static CodedCharacterSet Latin5 { get; } = Single(28599);

    public static CodedCharacterSet Latin9 { get; } = Single(28605);

    /// <summary>TIS 620; code page 874 is the same with more in places that TIS 620 leaves empty.</summary>
    public static CodedCharacterSet Thai { get; } = Single(874);

    /// <summary>JIS X 0201: Roman letters in G0, half-width katakana in G1. The single bytes of Shift JIS.</summary>
    public static CodedCharacterSet JisX0201 { get; } = Single(932);

    /// <summary>JIS X 0208 in G0; EUC-JP has it with both bytes' high bits set.</summary>
    public static CodedCharacterSet JisX0208 { get; } = new(Get(51932), IsDoubleByte: true, 0x80, 0x80);

    /// <summary>JIS X 0212 in G0; code page 20932 has it with the first byte's high bit set.</summary>
    public static CodedCharacterSet JisX0212 { get; } = new(Get(20932), IsDoubleByte: true, 0x80, 0);

    public static CodedCharacterSet KsX1001 { get; } = new(Get(949), IsDoubleByte: true);

    public static CodedCharacterSet Gb2312 { get; } = new(Get(936), IsDoubleByte: true);

    /// <summary>An encoding that never throws: what it cannot read is U+FFFD.</summary>
    public static Encoding Get(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
        ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    private static CodedCharacterSet Single(int codePage) => new(Get(codePage));
}
