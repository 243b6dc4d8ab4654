using System.Runtime.InteropServices;
using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>What a thread takes of the processor: other tests, and whatever else runs on the machine, are not counted.</summary>
public static partial class ThreadTime
{
    private const int Rounds = 3;
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>
    /// Code that stays on its thread takes no more than a limit in one of several runs at least: compilation, a collection that others
    /// caused and a core shared with another thread only ever add. Where no such clock is read, off Linux, the test is skipped.
    /// </summary>
    public static void AssertWithin(TimeSpan limit, Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The time of a thread is read on Linux only.");
        TimeSpan least = TimeSpan.MaxValue;
        for (int i = 0; i < Rounds && least > limit; i++)
        {
            TimeSpan before = Now();
            code();
            TimeSpan taken = Now() - before;
            least = taken < least ? taken : least;
        }

        Assert.True(least <= limit, $"{least.TotalSeconds:F2} s of the processor, more than {limit.TotalSeconds:F2} s.");
    }

    private static TimeSpan Now()
    {
        Assert.Equal(0, ReadClock(ThreadClock, out ClockTime time));
        return TimeSpan.FromSeconds((long)time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1_000.0);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out ClockTime time);

    // struct timespec: two words of the machine.
    [StructLayout(LayoutKind.Sequential)]
    private struct ClockTime
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
