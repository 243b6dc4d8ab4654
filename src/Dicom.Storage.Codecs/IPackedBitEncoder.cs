using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>A codec that takes frames of single bits as they are, eight pixels a byte, where others take a byte a pixel.</summary>
internal interface IPackedBitEncoder
{
    /// <summary>Encodes the bytes of a frame of single bits.</summary>
    void EncodeBits(ReadOnlySpan<byte> packed, IBufferWriter<byte> destination);
}
