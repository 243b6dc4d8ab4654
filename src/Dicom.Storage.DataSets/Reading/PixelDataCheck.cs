using System.Buffers.Text;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Compares the length of Pixel Data with what the image description before it says (PS3.3 C.7.6.3, PS3.5 8.1.1). It is shown
/// every element of the data set itself, and remembers a few small values.
/// </summary>
internal sealed class PixelDataCheck
{
    private const int MaxValue = DicomUid.MaxLength;

    // The values of the elements below, in the order of the data set.
    private static readonly uint[] s_tags =
        [0x00080016, 0x00280002, 0x00280004, 0x00280008, 0x00280010, 0x00280011, 0x00280100];

    private const int SopClass = 0, Samples = 1, Photometric = 2, Frames = 3, Rows = 4, Columns = 5, BitsAllocated = 6;

    private readonly byte[] _bytes = new byte[s_tags.Length * MaxValue];
    private readonly int[] _lengths = new int[s_tags.Length];
    private bool _isBigEndian;
    private bool _hasPixels;
    private int _current;

    /// <summary>Gets whether the value of the element last begun is to be appended.</summary>
    public bool WantsValue => _current >= 0;

    public void Reset()
    {
        Array.Fill(_lengths, -1);
        _hasPixels = false;
        _current = -1;
    }

    /// <summary>An element, whose value follows.</summary>
    /// <returns>What its length breaks.</returns>
    public DataSetAnomalies Begin(DataSetReader reader)
    {
        uint tag = reader.Tag.Value;
        _current = -1;
        if (tag >= 0x7FE00000)
            return BeginPixels(reader);
        if (tag == 0x00287FE0) // Pixel Data Provider URL: the pixels are elsewhere
            _hasPixels = true;
        if (tag >> 16 != 0x0028 && tag != s_tags[SopClass])
            return DataSetAnomalies.None;

        _current = Array.IndexOf(s_tags, tag);
        _isBigEndian = reader.IsBigEndian;
        if (_current >= 0)
            _lengths[_current] = 0;
        return DataSetAnomalies.None;
    }

    /// <summary>A piece of the value.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (_current < 0)
            return;

        ref int length = ref _lengths[_current];
        piece = piece[..Math.Min(piece.Length, MaxValue - length)];
        piece.CopyTo(_bytes.AsSpan((_current * MaxValue) + length));
        length += piece.Length;
    }

    /// <summary>Encapsulated Pixel Data, whose length says nothing.</summary>
    public void BeginFragments() => _hasPixels = true;

    /// <summary>The data set ends.</summary>
    /// <returns><see cref="DataSetAnomalies.NoPixelData"/> when its class, or its description of an image, promised pixels that never came.</returns>
    public DataSetAnomalies Complete()
    {
        if (_hasPixels)
            return DataSetAnomalies.None;

        bool isDescribed = Number(Rows) is not null && Number(Columns) is not null && Number(BitsAllocated) is not null;
        return isDescribed || ImageClasses.Contains(Value(SopClass).TrimEnd("\0 "u8)) ? DataSetAnomalies.NoPixelData : DataSetAnomalies.None;
    }

    private DataSetAnomalies BeginPixels(DataSetReader reader)
    {
        int bits = reader.Tag.Value switch
        {
            0x7FE00008 => 32,
            0x7FE00009 => 64,
            0x7FE00010 => Number(BitsAllocated) ?? 0,
            _ => -1,
        };
        if (bits < 0)
            return DataSetAnomalies.None;

        _hasPixels = true;
        if (bits == 0 || Number(Rows) is not { } rows || Number(Columns) is not { } columns || NumberOfFrames() is not { } frames)
            return DataSetAnomalies.None;

        // Of YBR_FULL_422 two pixels share the colour samples, of the 420 kinds four (PS3.3 C.7.6.3.1.2).
        UInt128 samples = (UInt128)rows * (UInt128)columns * (UInt128)frames * (UInt128)(Number(Samples) ?? 1);
        ReadOnlySpan<byte> photometric = Value(Photometric);
        if (photometric.IndexOf("_422"u8) >= 0)
            samples = samples * 2 / 3;
        else if (photometric.IndexOf("_420"u8) >= 0)
            samples /= 2;
        UInt128 bytes = ((samples * (UInt128)bits) + 7) / 8;
        return (UInt128)reader.Length - bytes <= (bytes & 1) ? DataSetAnomalies.None : DataSetAnomalies.PixelDataLength;
    }

    // One where it is absent; nothing where it is no number, which is a fault of its own.
    private long? NumberOfFrames()
    {
        ReadOnlySpan<byte> text = Value(Frames).Trim("\0 "u8);
        if (text.IsEmpty)
            return 1;
        return Utf8Parser.TryParse(text, out long frames, out int used) && used == text.Length && frames is > 0 and <= int.MaxValue ? frames : null;
    }

    private int? Number(int index) => DicomNumbers.Read(Value(index), DicomVR.US, _isBigEndian, 0) is { } number ? (int)number : null;

    private ReadOnlySpan<byte> Value(int index) => _bytes.AsSpan(index * MaxValue, Math.Max(_lengths[index], 0));

    // Apart, so that it is made when the first object without Pixel Data comes.
    private static class ImageClasses
    {
        private static readonly byte[][] s_uids = [.. DicomSopClass.StorageClasses
            .Where(c => c.Keyword.Contains("ImageStorage", StringComparison.Ordinal)).Select(c => System.Text.Encoding.ASCII.GetBytes(c.Uid.Value))];

        public static bool Contains(ReadOnlySpan<byte> uid)
        {
            foreach (byte[] known in s_uids)
            {
                if (uid.SequenceEqual(known))
                    return true;
            }

            return false;
        }
    }
}
