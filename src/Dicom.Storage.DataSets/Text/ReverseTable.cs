namespace Dicom.Storage.DataSets;

/// <summary>From characters to their codes, in pages of 256; 0 is none.</summary>
internal sealed class ReverseTable
{
    private readonly ushort[]?[] _pages = new ushort[]?[256];

    public ushort this[char character] => _pages[character >> 8] is { } page ? page[character & 0xFF] : (ushort)0;

    /// <summary>The first code that a character gets is the one it keeps.</summary>
    public void Add(char character, int code)
    {
        ushort[] page = _pages[character >> 8] ??= new ushort[256];
        if (page[character & 0xFF] == 0)
            page[character & 0xFF] = (ushort)code;
    }
}
