using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The codestreams of T.83: four components, sampling factors up to 3 x 1 and 1 x 4, restart markers. They have no reference images.</summary>
public sealed class JpegConformanceTests
{
    // All hold one picture, a pattern of noise; the lossless one has it without any error.
    [Theory]
    [InlineData("A1", 8, 10)] // baseline, coarse steps
    [InlineData("C1", 8, 10)] // extended, the same coefficients
    [InlineData("E1", 12, 3)]
    public void Each_component_of_a_codestream_is_that_of_the_lossless_one(string name, int precision, double meanError)
    {
        byte[] lossless = Decode("O1", 8);
        byte[] lossy = Decode(name, precision);

        for (int component = 0; component < 4; component++)
        {
            double error = 0;
            double step = 0;
            int count = 0;
            for (int i = component; i < lossless.Length - 4; i += 4, count++)
            {
                error += Math.Abs(lossless[i] - (precision == 8 ? lossy[i] : BitConverter.ToUInt16(lossy, 2 * i) / 16.0));
                step += Math.Abs(lossless[i] - lossless[i + 4]);
            }

            // A component that is moved by a sample would be further off than its neighbours are from each other.
            Assert.InRange(error / count, 0, Math.Min(meanError, step / count / 2));
        }
    }

    private static byte[] Decode(string name, int precision)
    {
        byte[] codestream = File.ReadAllBytes(SharedFiles.Require($"codec-conformance/jpeg/{name}.jpg"));
        FrameInfo frame = new(columns: 255, rows: 257, samplesPerPixel: 4, bitsAllocated: precision > 8 ? 16 : 8, bitsStored: precision, isSigned: false);

        Assert.Equal(frame, new JpegCodec().ReadHeader(codestream, frame));
        return JpegCorpusTests.Decode(codestream, frame);
    }
}
