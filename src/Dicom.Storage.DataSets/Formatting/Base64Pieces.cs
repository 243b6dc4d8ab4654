using System.Buffers;
using System.Buffers.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Base64 of bytes that come in pieces of any length.</summary>
internal sealed class Base64Pieces
{
    private const int Piece = 12_288;

    private readonly byte[] _carry = new byte[3];
    private int _carried;

    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        while (_carried > 0 && _carried < 3 && !bytes.IsEmpty)
        {
            _carry[_carried++] = bytes[0];
            bytes = bytes[1..];
        }

        if (_carried == 3)
            End(output);
        while (bytes.Length >= 3)
        {
            int taken = Math.Min(bytes.Length / 3 * 3, Piece);
            Encode(output, bytes[..taken]);
            bytes = bytes[taken..];
        }

        bytes.CopyTo(_carry.AsSpan(_carried));
        _carried += bytes.Length;
    }

    /// <summary>Writes what is left, padded.</summary>
    public void End(IBufferWriter<byte> output)
    {
        Encode(output, _carry.AsSpan(0, _carried));
        _carried = 0;
    }

    private static void Encode(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        Base64.EncodeToUtf8(bytes, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        output.Advance(written);
    }
}
