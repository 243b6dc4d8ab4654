using System.Buffers;

namespace Dicom.Storage.Network.Tests;

public sealed class PduFrameReaderTests
{
    // 05 A-RELEASE-RQ | 00 reserved | 00000004 length | 00000000 reserved (PS3.8 9.3.6)
    private static readonly byte[] s_releaseRequest = Convert.FromHexString("05000000000400000000");
    private static readonly PduLimits s_limits = new(1_048_576, 16_384);

    [Fact]
    public void A_frame_split_at_any_byte_is_read_once_and_whole()
    {
        for (int cut = 0; cut <= s_releaseRequest.Length; cut++)
        {
            ReadOnlySequence<byte> split = Segments.Of(s_releaseRequest[..cut], s_releaseRequest[cut..]);

            Assert.True(PduFrameReader.TryRead(ref split, s_limits, out PduFrame frame));
            Assert.Equal(PduType.ReleaseRequest, frame.Type);
            Assert.Equal(4, frame.Payload.Length);
            Assert.True(split.IsEmpty);
        }
    }

    [Fact]
    public void A_frame_that_is_not_whole_leaves_the_buffer_as_it_is()
    {
        for (int length = 0; length < s_releaseRequest.Length; length++)
        {
            ReadOnlySequence<byte> part = new(s_releaseRequest[..length]);

            Assert.False(PduFrameReader.TryRead(ref part, s_limits, out _));
            Assert.Equal(length, part.Length);
        }
    }

    [Theory]
    [InlineData("04 00 FFFFFFFF", 6)] // P-DATA-TF above the announced maximum
    [InlineData("04 00 00004001", 6)] // one byte above it
    [InlineData("04 00 00000005", 6)] // shorter than one PDV header
    [InlineData("01 00 00100001", 6)] // A-ASSOCIATE-RQ above its own limit
    [InlineData("01 00 00000043", 6)] // 67: one byte short of the fixed part
    [InlineData("05 00 00000005", 6)] // A-RELEASE-RQ has 4 bytes
    [InlineData("00 00 00000004", 1)]
    [InlineData("08 00 00000004", 1)]
    [InlineData("FF 00 00000000", 1)]
    public void A_header_alone_is_enough_to_refuse(string hex, byte reason)
    {
        byte[] header = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
        ReadOnlySequence<byte> buffer = new(header);

        DicomProtocolException refused = Assert.Throws<DicomProtocolException>(() => PduFrameReader.TryRead(ref buffer, s_limits, out _));
        Assert.Equal(new AssociationAbort(AbortSource.ServiceProvider, (AbortReason)reason), refused.Abort);
    }
}
