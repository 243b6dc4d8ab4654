using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Dicom.Storage.Core;

/// <summary>
/// Makes version 7 UUIDs that grow: the 12 bits behind the millisecond are its fraction (RFC 9562 6.2, method 3), and where the clock has
/// not moved on they count. The spool is read in this order, and with it objects of one study that came within a millisecond.
/// </summary>
internal sealed class TraceClock
{
    private const int FractionBits = 12;

    // One for each clock: a process may have several, tests have one that stands in another year.
    private static readonly ConditionalWeakTable<TimeProvider, TraceClock> s_clocks = [];

    private readonly TimeProvider _time;
    private long _last;

    private TraceClock(TimeProvider time) => _time = time;

    public static TraceClock Of(TimeProvider time) => s_clocks.GetValue(time, static clock => new TraceClock(clock));

    public Guid Next()
    {
        long instant = NextInstant();
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes, instant >> FractionBits << 16); // unix_ts_ms: 48 bits
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (instant & ((1 << FractionBits) - 1)))); // ver 7, rand_a
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // var
        return new Guid(bytes, bigEndian: true);
    }

    private long NextInstant()
    {
        long ticks = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        long now = (ticks / TimeSpan.TicksPerMillisecond << FractionBits) + ((ticks % TimeSpan.TicksPerMillisecond << FractionBits) / TimeSpan.TicksPerMillisecond);
        while (true)
        {
            long last = Volatile.Read(ref _last);
            long next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
