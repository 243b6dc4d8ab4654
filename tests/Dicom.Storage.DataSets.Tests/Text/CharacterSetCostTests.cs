using System.Buffers;
using System.Text;
using CsCheck;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>What decoding costs, and that any bytes are safe to decode.</summary>
public sealed class CharacterSetCostTests
{
    private static readonly string[] s_declarations =
        ["", "ISO_IR 13", "ISO_IR 100", "ISO_IR 144", "ISO_IR 192", "GB18030", "GBK", @"\ISO 2022 IR 87\ISO 2022 IR 159", @"\ISO 2022 IR 149", @"\ISO 2022 IR 58", @"ISO 2022 IR 100\ISO 2022 IR 126", "KLINGON"];

    [Theory]
    [InlineData("", "Doe^John")]
    [InlineData("ISO_IR 100", "Buc^Jérôme")]
    [InlineData("ISO_IR 192", "Wang^XiaoDong=王^小東")]
    [InlineData("ISO_IR 144", "Люкceмбypг")]
    [InlineData("GB18030", "Wang^XiaoDong=王^小东")]
    [InlineData(@"\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData(@"\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동")]
    public void Decoding_makes_the_string_and_nothing_else_and_UTF_8_nothing_at_all(string declaration, string text)
    {
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration));
        byte[] value = sets.Encode(text, isPersonName: true);
        var destination = new ArrayBufferWriter<byte>(4_096);
        Assert.Equal(text, sets.Decode(value, isPersonName: true)); // tables are made
        sets.DecodeUtf8(value, isPersonName: true, destination);
        destination.ResetWrittenCount();

        long strings = Allocation.Least(() =>
        {
            for (int i = 0; i < 100; i++)
                _ = sets.Decode(value, isPersonName: true);
        });
        long utf8 = Allocation.Least(() =>
        {
            destination.ResetWrittenCount();
            for (int i = 0; i < 20; i++)
                sets.DecodeUtf8(value, isPersonName: true, destination);
        });

        // A string takes 22 bytes and 2 a character, rounded up to 8.
        Assert.InRange(strings, 1, 100 * ((22 + (2 * text.Length) + 7) / 8 * 8));
        Assert.Equal(0, utf8);
    }

    [Fact]
    public void Any_bytes_in_any_set_give_the_same_well_formed_text_by_both_ways()
    {
        Gen<byte> telling = Gen.Int[0, 15].Select(i => (byte)"\u001B$()BCDIAJ@-\\^=0"[i]);
        Gen.Select(Gen.Int[0, s_declarations.Length - 1], Gen.OneOf(Gen.Byte, telling).Array[0, 80], Gen.Bool).Sample(
            (declaration, bytes, isName) =>
            {
                DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(s_declarations[declaration]));
                string text = sets.Decode(bytes, isName);
                var utf8 = new ArrayBufferWriter<byte>();
                sets.DecodeUtf8(bytes, isName, utf8);
                return DicomCharacterSets.Utf8.CanEncode(text) && text.Length <= bytes.Length && utf8.WrittenSpan.SequenceEqual(Encoding.UTF8.GetBytes(text));
            },
            iter: 50_000);
    }

    [Fact]
    public void Long_values_give_the_same_text_by_both_ways()
    {
        var random = new Random(7);
        var bytes = new byte[100_000];
        foreach (string declaration in s_declarations)
        {
            random.NextBytes(bytes);
            DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration));
            var utf8 = new ArrayBufferWriter<byte>();
            sets.DecodeUtf8(bytes, isPersonName: true, utf8);

            Assert.Equal(sets.Decode(bytes, isPersonName: true), Encoding.UTF8.GetString(utf8.WrittenSpan));
        }
    }

    [Fact]
    public void Time_grows_with_the_length_and_no_faster()
    {
        string[] fillings = ["\u001B", "\u001B$B", "\\", "\u001B$)C\\", "\u0081", "\u001B-L\u00E9^", "\u001B$B0", "\u00FF\u0080", "\u0081\u0030"];
        foreach (string declaration in s_declarations)
        {
            DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration));
            foreach (string filling in fillings)
            {
                // Quadratic work on 640,000 bytes would take minutes; a tenth of a second is for memory that is touched for the first time,
                // and a busy machine is given a second chance, and more.
                byte[] one = Fill(filling, 40_000);
                byte[] sixteen = Fill(filling, 640_000);
                bool linear = false;
                for (int i = 0; i < 30 && !linear; i++)
                    linear = Measure(sets, sixteen) < (Measure(sets, one) * 64) + TimeSpan.FromMilliseconds(100);
                Assert.True(linear, $"'{declaration}' {one[0]:X2}");
            }
        }
    }

    private static TimeSpan Measure(DicomCharacterSets sets, byte[] value)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        _ = sets.Decode(value, isPersonName: true);
        return System.Diagnostics.Stopwatch.GetElapsedTime(start);
    }

    private static byte[] Fill(string filling, int length)
    {
        byte[] pattern = Encoding.Latin1.GetBytes(filling);
        return [.. Enumerable.Range(0, length).Select(i => pattern[i % pattern.Length])];
    }
}
