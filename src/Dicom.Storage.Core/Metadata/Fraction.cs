using System.Globalization;

namespace Dicom.Storage.Core;

/// <summary>The fraction of a second in messages: none, three or six digits, whichever is the shortest that is exact to the microsecond.</summary>
internal static class Fraction
{
    public static int Format(long ticks, Span<byte> destination)
    {
        long microseconds = ticks / TimeSpan.TicksPerMicrosecond;
        if (microseconds == 0)
            return 0;

        bool milliseconds = microseconds % 1_000 == 0;
        destination[0] = (byte)'.';
        _ = (milliseconds ? microseconds / 1_000 : microseconds)
            .TryFormat(destination[1..], out int digits, milliseconds ? "D3" : "D6", CultureInfo.InvariantCulture);
        return digits + 1;
    }
}
