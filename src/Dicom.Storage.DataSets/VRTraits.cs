namespace Dicom.Storage.DataSets;

/// <summary>Bits that tell the value representations apart; the low four hold the size of one value in bytes.</summary>
internal static class VRTraits
{
    public const int None = 0;
    public const int SizeMask = 0x0F;
    public const int Known = 0x10;
    public const int ShortLength = 0x20;
    public const int Text = 0x40;
    public const int CharacterSet = 0x80;
    public const int Backslash = 0x100;
}
