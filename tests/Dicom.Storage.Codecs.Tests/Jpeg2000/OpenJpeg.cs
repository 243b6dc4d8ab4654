using System.Diagnostics;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The tools of OpenJPEG as an independent decoder.</summary>
internal static class OpenJpeg
{
    /// <summary>Decodes a codestream into a frame, colour by pixel; the tool writes one component after the other.</summary>
    public static byte[] Decompress(byte[] codestream, in FrameInfo frame)
    {
        string folder = Directory.CreateTempSubdirectory("opj").FullName;
        try
        {
            string source = Path.Combine(folder, "frame.j2k");
            string target = Path.Combine(folder, "frame.rawl");
            File.WriteAllBytes(source, codestream);
            ProcessStartInfo start = new("opj_decompress") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in new[] { "-i", source, "-o", target })
                start.ArgumentList.Add(argument);
            using Process tool = Process.Start(start)!;
            Task<string> errors = tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = tool.StandardOutput.ReadToEnd();
            tool.WaitForExit();
            Assert.True(tool.ExitCode == 0 && File.Exists(target), output + errors.Result);
            return Interleave(File.ReadAllBytes(target), frame, new Jpeg2000Codec().ReadHeader(codestream, frame));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Interleave(byte[] planes, in FrameInfo frame, in FrameInfo header)
    {
        int size = frame.BytesPerSample;
        int area = frame.Columns * frame.Rows;
        Assert.Equal(frame.Length, planes.Length);
        byte[] pixels = new byte[planes.Length];
        for (int component = 0; component < frame.SamplesPerPixel; component++)
        {
            for (int i = 0; i < area; i++)
            {
                Span<byte> sample = planes.AsSpan((component * area + i) * size, size);
                ExtendSign(sample, header);
                sample.CopyTo(pixels.AsSpan((i * frame.SamplesPerPixel + component) * size));
            }
        }

        return pixels;
    }

    // The tool leaves the bits above the depth of a signed sample zero.
    private static void ExtendSign(Span<byte> sample, in FrameInfo header)
    {
        int sign = header.BitsStored - 1;
        if (!header.IsSigned || (sample[sign / 8] >> (sign % 8) & 1) == 0)
            return;
        for (int bit = sign; bit < sample.Length * 8; bit++)
            sample[bit / 8] |= (byte)(1 << (bit % 8));
    }
}
