using System.Buffers;

namespace Dicom.Storage.Testing;

/// <summary>Sequences of several segments, as a pipe gives them.</summary>
public static class Segments
{
    /// <summary>One sequence of the given parts, empty ones included.</summary>
    public static ReadOnlySequence<byte> Of(params ReadOnlySpan<byte[]> parts)
    {
        Segment? first = null;
        Segment? last = null;
        foreach (byte[] part in parts)
        {
            var next = new Segment(part, last);
            first ??= next;
            last = next;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? before)
        {
            Memory = bytes;
            if (before is null)
                return;

            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
