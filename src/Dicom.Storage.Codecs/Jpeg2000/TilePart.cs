namespace Dicom.Storage.Codecs;

/// <summary>Where a tile-part lies in the codestream.</summary>
/// <param name="Tile">The tile, from 0.</param>
/// <param name="HeaderStart">The first byte behind SOT.</param>
/// <param name="DataStart">The first byte behind SOD.</param>
/// <param name="DataEnd">The end of its packets.</param>
/// <param name="PackedStart">The first byte of its packet headers in <see cref="CodestreamIndex.PackedHeaders"/>, where PPM is used.</param>
/// <param name="PackedLength">Their bytes.</param>
internal readonly record struct TilePart(int Tile, int HeaderStart, int DataStart, int DataEnd, int PackedStart, int PackedLength)
{
    public int HeaderLength => DataStart - 2 - HeaderStart;
}
