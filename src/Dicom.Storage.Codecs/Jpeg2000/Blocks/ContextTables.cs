namespace Dicom.Storage.Codecs;

/// <summary>
/// Context labels by what is significant around a coefficient (T.800 D.3). An index has the nine coefficients from the upper left to
/// the lower right in bits 0 to 8; bit 4 is the coefficient itself and does not count.
/// </summary>
internal static class ContextTables
{
    private const int Windows = 512;

    /// <summary>In <see cref="Candidates"/>: the coefficient has no part in a significance pass.</summary>
    public const byte NoCandidate = 0xFF;

    private static readonly byte[] s_zeroCoding = MakeZeroCoding();
    private static readonly byte[] s_candidates = MakeCandidates();
    private static readonly byte[] s_sign = MakeSign();

    /// <summary>The contexts of zero coding of a subband, 512 of them (T.800 table D.1).</summary>
    public static ReadOnlySpan<byte> ZeroCoding(BandOrientation orientation) => s_zeroCoding.AsSpan((int)orientation * Windows, Windows);

    /// <summary>The same for significance passes: none for what is significant already, or has nothing significant around it (T.800 D.3.1).</summary>
    public static ReadOnlySpan<byte> Candidates(BandOrientation orientation) => s_candidates.AsSpan((int)orientation * Windows, Windows);

    /// <summary>
    /// The contexts of sign coding (T.800 tables D.2, D.3) with the predicted sign in bit 7. An index has significance above, left,
    /// right and below in bits 1, 3, 5 and 7, and in the bit under each whether that one is negative.
    /// </summary>
    public static ReadOnlySpan<byte> Sign => s_sign;

    private static byte[] MakeZeroCoding()
    {
        byte[] table = new byte[4 * Windows];
        for (int i = 0; i < table.Length; i++)
        {
            int window = i % Windows;
            int horizontal = Bit(window, 3) + Bit(window, 5);
            int vertical = Bit(window, 1) + Bit(window, 7);
            int diagonal = Bit(window, 0) + Bit(window, 2) + Bit(window, 6) + Bit(window, 8);
            table[i] = (BandOrientation)(i / Windows) switch
            {
                BandOrientation.HighHigh => Diagonal(horizontal + vertical, diagonal),
                BandOrientation.HighLow => Directed(vertical, horizontal, diagonal),
                _ => Directed(horizontal, vertical, diagonal),
            };
        }

        return table;
    }

    private static byte[] MakeCandidates()
    {
        byte[] table = [.. s_zeroCoding];
        for (int i = 0; i < table.Length; i++)
        {
            if (((uint)i & BlockFlags.Self) != 0 || ((uint)i & BlockFlags.Neighbours) == 0)
                table[i] = NoCandidate;
        }

        return table;
    }

    private static byte Directed(int along, int across, int diagonal) => (along, across, diagonal) switch
    {
        (2, _, _) => 8,
        (1, >= 1, _) => 7,
        (1, 0, >= 1) => 6,
        (1, 0, _) => 5,
        (_, 2, _) => 4,
        (_, 1, _) => 3,
        (_, _, >= 2) => 2,
        _ => (byte)diagonal,
    };

    private static byte Diagonal(int sides, int diagonal) => (diagonal, sides) switch
    {
        ( >= 3, _) => 8,
        (2, >= 1) => 7,
        (2, _) => 6,
        (1, >= 2) => 5,
        (1, 1) => 4,
        (1, _) => 3,
        (_, >= 2) => 2,
        _ => (byte)sides,
    };

    private static byte[] MakeSign()
    {
        byte[] table = new byte[256];
        for (int i = 0; i < table.Length; i++)
        {
            int vertical = Math.Clamp(Contribution(i, 1) + Contribution(i, 7), -1, 1);
            int horizontal = Math.Clamp(Contribution(i, 3) + Contribution(i, 5), -1, 1);
            bool isNegative = horizontal < 0 || (horizontal == 0 && vertical < 0);
            if (isNegative)
            {
                horizontal = -horizontal;
                vertical = -vertical;
            }

            int context = MqStates.SignContext + (horizontal == 0 ? vertical : 3 + vertical);
            table[i] = (byte)(context | (isNegative ? 0x80 : 0));
        }

        return table;
    }

    private static int Contribution(int index, int bit) => Bit(index, bit) == 0 ? 0 : Bit(index, bit - 1) == 0 ? 1 : -1;

    private static int Bit(int value, int bit) => (value >> bit) & 1;
}
