namespace Dicom.Storage.DataSets;

/// <summary>A set of 94 rows of 94 characters, two bytes each.</summary>
/// <param name="table">Where the characters are.</param>
/// <param name="firstMask">What makes the first byte, of 7 bits, the table's.</param>
/// <param name="secondMask">The same for the second.</param>
/// <param name="isStandard">Whether the set has a row and cell, both from 1; makers' additions are read, never written.</param>
internal sealed class DoubleByteSet(string escape, bool isUpper, Func<DoubleByteTable> table, int firstMask, int secondMask, Func<int, int, bool> isStandard)
    : CodedCharacterSet(escape, isUpper)
{
    private const int Side = 94;

    private readonly Lazy<DoubleByteTable> _table = new(table);
    private readonly Lazy<ReverseTable> _encode = new(() => Reverse(table(), isUpper, firstMask, secondMask, isStandard));

    public override bool IsDoubleByte => true;

    public override ushort Encode(char character) => _encode.Value[character];

    /// <summary>Gets a character; U+FFFD when there is none. Bytes are taken as they stand, in either half.</summary>
    public char Decode(byte first, byte second) => _table.Value[first | firstMask, second | secondMask];

    /// <summary>Whether both bytes lie within the 94 rows and cells and the standard's set has a character there.</summary>
    public bool HasStandard(byte first, byte second)
    {
        int row = (first & 0x7F) - 0x20;
        int cell = (second & 0x7F) - 0x20;
        return first >= 0x80 == IsUpper && second >= 0x80 == IsUpper && row is >= 1 and <= Side && cell is >= 1 and <= Side && isStandard(row, cell);
    }

    private static ReverseTable Reverse(DoubleByteTable table, bool isUpper, int firstMask, int secondMask, Func<int, int, bool> isStandard)
    {
        var reverse = new ReverseTable();
        int half = isUpper ? 0x80 : 0;
        for (int row = 1; row <= Side; row++)
        {
            for (int cell = 1; cell <= Side; cell++)
            {
                char character = isStandard(row, cell) ? table[(0x20 + row) | firstMask | half, (0x20 + cell) | secondMask | half] : DoubleByteTable.Undefined;
                if (character != DoubleByteTable.Undefined)
                    reverse.Add(character, ((0x20 + row + half) << 8) | (0x20 + cell + half));
            }
        }

        return reverse;
    }
}
