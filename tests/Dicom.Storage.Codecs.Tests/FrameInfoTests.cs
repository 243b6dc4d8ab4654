namespace Dicom.Storage.Codecs.Tests;

public sealed class FrameInfoTests
{
    [Theory]
    [InlineData(0, 1, 1, 8, 8)]
    [InlineData(65_536, 1, 1, 8, 8)]
    [InlineData(1, 0, 1, 8, 8)]
    [InlineData(1, 1, 0, 8, 8)]
    [InlineData(1, 1, 5, 8, 8)]
    [InlineData(1, 1, 1, 0, 0)]
    [InlineData(1, 1, 1, 12, 12)]
    [InlineData(1, 1, 1, 64, 64)]
    [InlineData(1, 1, 1, 8, 9)]
    [InlineData(1, 1, 1, 16, 0)]
    public void A_frame_that_cannot_be_is_refused_before_anything_is_decoded(int columns, int rows, int samples, int allocated, int stored)
    {
        CodecException exception = Assert.Throws<CodecException>(() => new FrameInfo(columns, rows, samples, allocated, stored, isSigned: false));

        Assert.Equal(CodecFailure.InvalidFrame, exception.Failure);
    }

    [Fact]
    public void The_length_of_the_largest_frame_does_not_overflow() =>
        Assert.Equal(65_535L * 65_535 * 4 * 4, new FrameInfo(65_535, 65_535, 4, 32, 32, isSigned: true).Length);
}
