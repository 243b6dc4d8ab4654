using System.Buffers.Binary;
using System.Security.Cryptography;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Palettes in segments (PS3.3 C.7.9.2), worked out by hand, and one of a scanner.</summary>
public sealed class PaletteSegmentsTests
{
    // discrete, 2 values | a line of 4 from 100 to 200 | one segment again, that at number 4 | discrete, 1 value
    private static readonly ushort[] s_words = [0, 2, 0, 100, 1, 4, 200, 2, 1, 8, 0, 0, 1, 7];
    private static readonly ushort[] s_table = [0, 100, 125, 150, 175, 200, 200, 200, 200, 200, 7];

    [Theory]
    [InlineData(16, false)]
    [InlineData(16, true)]
    [InlineData(8, false)]
    [InlineData(8, true)]
    public void Values_lines_and_segments_that_are_used_again_make_the_table(int bits, bool isBigEndian)
    {
        ushort[] table = new ushort[s_table.Length];
        // Of 8 bits the offset is four numbers, of which two stand here already.
        ushort[] numbers = bits == 16 ? s_words : [.. s_words[..9], 4, 0, 0, 0, .. s_words[11..]];

        Assert.True(PaletteSegments.TryExpand(Bytes(numbers, bits, isBigEndian), bits, isBigEndian, table));

        Assert.Equal(s_table, table);
    }

    [Theory]
    [InlineData(new ushort[] { 1, 4, 200 })] // a line that begins nowhere
    [InlineData(new ushort[] { 0, 12 })] // values that are not there
    [InlineData(new ushort[] { 0, 1, 5 })] // too few
    [InlineData(new ushort[] { 0, 1, 5, 1, 65535, 9 })] // too many
    [InlineData(new ushort[] { 3, 1, 5 })] // no opcode
    [InlineData(new ushort[] { 2, 1, 0, 0 })] // itself again
    [InlineData(new ushort[] { 2, 65535, 65534, 65535 })] // past the end
    [InlineData(new ushort[] { 2, 1 })]
    [InlineData(new ushort[] { 0, 0, 2, 65535, 0, 0 })] // nothing, again and again
    public void Segments_that_make_no_table_are_refused(ushort[] numbers) =>
        Assert.False(PaletteSegments.TryExpand(Bytes(numbers, 16, isBigEndian: false), 16, isBigEndian: false, new ushort[11]));

    // The digest is that of the upper bytes of pydicom 3.0.2's apply_color_lut. With a difference of 0 nothing is lost here.
    [Fact]
    public async Task A_palette_of_a_scanner_gives_the_colours_that_pydicom_makes_of_it()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/native/gdcm-US-ALOKA-16.dcm"));
        using DicomFile coloured = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless, new TranscoderOptions { NearLossless = 0 });
        using DicomFile native = await Transcoded.ToAsync(coloured, DicomTransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal("RGB", native.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.False(native.Dataset.Contains(DicomTag.SegmentedRedPaletteColorLookupTableData));
        Assert.Equal("97697b719ccd7c15c9cfbee12cb1285b2423b8bc3adf6bf45cb3858e4f0f3db4", Convert.ToHexStringLower(SHA256.HashData(Transcoded.Pixels(native))));
    }

    private static byte[] Bytes(ushort[] numbers, int bits, bool isBigEndian)
    {
        byte[] bytes = new byte[numbers.Length * bits / 8];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (bits == 8)
                bytes[isBigEndian ? i ^ 1 : i] = (byte)numbers[i];
            else if (isBigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), numbers[i]);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), numbers[i]);
        }

        return bytes;
    }
}
