using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Dicom.Storage.DataSets;

/// <summary>Turns words of high byte first into little endian, in pieces of any length.</summary>
internal sealed class WordSwapper
{
    private readonly byte[] _output = new byte[4_096];
    private readonly byte[] _word = new byte[8];
    private int _size;
    private int _wordLength;

    public void Begin(int wordSize)
    {
        _size = wordSize;
        _wordLength = 0;
    }

    /// <summary>Takes bytes off the front of the input and gives as many whole words as there are, up to a buffer.</summary>
    /// <param name="words">Valid until the next call.</param>
    /// <returns>False when the input is used up.</returns>
    public bool TrySwap(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> words)
    {
        int taken;
        if (_wordLength == 0 && input.Length >= _size)
        {
            taken = Math.Min(input.Length, _output.Length) / _size * _size;
            Reverse(input[..taken], _output);
        }
        else
        {
            taken = Math.Min(_size - _wordLength, input.Length);
            input[..taken].CopyTo(_word.AsSpan(_wordLength));
            _wordLength += taken;
        }

        words = _output.AsSpan(0, _wordLength == 0 ? taken : 0);
        input = input[taken..];
        if (_wordLength == _size)
        {
            Reverse(_word.AsSpan(0, _size), _output);
            words = _output.AsSpan(0, _size);
            _wordLength = 0;
        }

        return !words.IsEmpty;
    }

    /// <summary>Gives the bytes of a word that never became whole, as they are.</summary>
    public ReadOnlySpan<byte> End() => _word.AsSpan(0, _wordLength);

    private void Reverse(ReadOnlySpan<byte> from, Span<byte> to)
    {
        to = to[..from.Length];
        if (_size == 2)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(from), MemoryMarshal.Cast<byte, ushort>(to));
        else if (_size == 4)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(from), MemoryMarshal.Cast<byte, uint>(to));
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(from), MemoryMarshal.Cast<byte, ulong>(to));
    }
}
