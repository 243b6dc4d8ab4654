namespace Dicom.Storage.DataSets;

/// <content>The value representations of PS3.5 table 6.2-1 and what tells them apart.</content>
public readonly partial struct DicomVR
{
    private int Traits => TraitsOf((byte)(_code >> 8), (byte)_code, out _);

    private static readonly ushort[] s_traits = CreateTraits();

    /// <summary>Application entity title.</summary>
    public static DicomVR AE => new('A' << 8 | 'E');

    /// <summary>Age string.</summary>
    public static DicomVR AS => new('A' << 8 | 'S');

    /// <summary>Attribute tag: two 16-bit numbers.</summary>
    public static DicomVR AT => new('A' << 8 | 'T');

    /// <summary>Code string.</summary>
    public static DicomVR CS => new('C' << 8 | 'S');

    /// <summary>Date.</summary>
    public static DicomVR DA => new('D' << 8 | 'A');

    /// <summary>Decimal string.</summary>
    public static DicomVR DS => new('D' << 8 | 'S');

    /// <summary>Date and time.</summary>
    public static DicomVR DT => new('D' << 8 | 'T');

    /// <summary>64-bit floating point.</summary>
    public static DicomVR FD => new('F' << 8 | 'D');

    /// <summary>32-bit floating point.</summary>
    public static DicomVR FL => new('F' << 8 | 'L');

    /// <summary>Integer string.</summary>
    public static DicomVR IS => new('I' << 8 | 'S');

    /// <summary>Long string.</summary>
    public static DicomVR LO => new('L' << 8 | 'O');

    /// <summary>Long text.</summary>
    public static DicomVR LT => new('L' << 8 | 'T');

    /// <summary>Bytes.</summary>
    public static DicomVR OB => new('O' << 8 | 'B');

    /// <summary>64-bit floating point numbers.</summary>
    public static DicomVR OD => new('O' << 8 | 'D');

    /// <summary>32-bit floating point numbers.</summary>
    public static DicomVR OF => new('O' << 8 | 'F');

    /// <summary>32-bit words.</summary>
    public static DicomVR OL => new('O' << 8 | 'L');

    /// <summary>64-bit words.</summary>
    public static DicomVR OV => new('O' << 8 | 'V');

    /// <summary>16-bit words.</summary>
    public static DicomVR OW => new('O' << 8 | 'W');

    /// <summary>Person name.</summary>
    public static DicomVR PN => new('P' << 8 | 'N');

    /// <summary>Short string.</summary>
    public static DicomVR SH => new('S' << 8 | 'H');

    /// <summary>Signed 32-bit number.</summary>
    public static DicomVR SL => new('S' << 8 | 'L');

    /// <summary>Sequence of items.</summary>
    public static DicomVR SQ => new('S' << 8 | 'Q');

    /// <summary>Signed 16-bit number.</summary>
    public static DicomVR SS => new('S' << 8 | 'S');

    /// <summary>Short text.</summary>
    public static DicomVR ST => new('S' << 8 | 'T');

    /// <summary>Signed 64-bit number.</summary>
    public static DicomVR SV => new('S' << 8 | 'V');

    /// <summary>Time of day.</summary>
    public static DicomVR TM => new('T' << 8 | 'M');

    /// <summary>Unlimited characters.</summary>
    public static DicomVR UC => new('U' << 8 | 'C');

    /// <summary>Unique identifier.</summary>
    public static DicomVR UI => new('U' << 8 | 'I');

    /// <summary>Unsigned 32-bit number.</summary>
    public static DicomVR UL => new('U' << 8 | 'L');

    /// <summary>Unknown: the value is carried as it is, or as implicit items when its length is undefined.</summary>
    public static DicomVR UN => new('U' << 8 | 'N');

    /// <summary>URI or URL.</summary>
    public static DicomVR UR => new('U' << 8 | 'R');

    /// <summary>Unsigned 16-bit number.</summary>
    public static DicomVR US => new('U' << 8 | 'S');

    /// <summary>Unlimited text.</summary>
    public static DicomVR UT => new('U' << 8 | 'T');

    /// <summary>Unsigned 64-bit number.</summary>
    public static DicomVR UV => new('U' << 8 | 'V');

    /// <summary>Reads two bytes as a VR and tells all of it at once: what a reader asks for every element.</summary>
    /// <returns><see cref="VRTraits.None"/> when it is no VR of the standard.</returns>
    internal static int TraitsOf(byte first, byte second, out DicomVR vr)
    {
        uint row = (uint)first - 'A', column = (uint)second - 'A';
        bool letters = row < 26 && column < 26;
        vr = letters ? new DicomVR((ushort)((first << 8) | second)) : default;
        return letters ? s_traits[(row * 26) + column] : VRTraits.None;
    }

    private static ushort[] CreateTraits()
    {
        const int Short = VRTraits.ShortLength | VRTraits.Known;
        const int Text = VRTraits.Known | VRTraits.Text | 1;
        const int Values = Text | VRTraits.Backslash;
        var traits = new ushort[26 * 26];
        void Set(int value, params ReadOnlySpan<DicomVR> vrs)
        {
            foreach (DicomVR vr in vrs)
                traits[(((vr.Code >> 8) - 'A') * 26) + (vr.Code & 0xFF) - 'A'] = (ushort)value;
        }

        Set(Values | VRTraits.ShortLength, AE, AS, CS, DA, DS, DT, IS, TM, UI);
        Set(Values | VRTraits.ShortLength | VRTraits.CharacterSet, LO, PN, SH);
        Set(Text | VRTraits.ShortLength | VRTraits.CharacterSet, LT, ST);
        Set(Values | VRTraits.CharacterSet, UC);
        Set(Text | VRTraits.CharacterSet, UT);
        Set(Text, UR);
        Set(Short | 2, SS, US, AT);
        Set(Short | 4, FL, SL, UL);
        Set(Short | 8, FD);
        Set(VRTraits.Known | 1, OB, SQ, UN);
        Set(VRTraits.Known | 2, OW);
        Set(VRTraits.Known | 4, OF, OL);
        Set(VRTraits.Known | 8, OD, OV, SV, UV);
        return traits;
    }
}
