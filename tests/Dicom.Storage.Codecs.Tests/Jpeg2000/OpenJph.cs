using System.Diagnostics;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The tools of OpenJPH as an independent decoder.</summary>
internal static class OpenJph
{
    /// <summary>Decodes a codestream of one or three unsigned components into a frame, by way of PGM or PPM, whose samples are big endian.</summary>
    public static byte[] Expand(byte[] codestream, in FrameInfo frame)
    {
        string folder = Directory.CreateTempSubdirectory("ojph").FullName;
        try
        {
            string source = Path.Combine(folder, "frame.j2c");
            string target = Path.Combine(folder, frame.SamplesPerPixel == 1 ? "frame.pgm" : "frame.ppm");
            File.WriteAllBytes(source, codestream);
            ProcessStartInfo start = new("ojph_expand") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in new[] { "-i", source, "-o", target })
                start.ArgumentList.Add(argument);
            using Process tool = Process.Start(start)!;
            Task<string> errors = tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = tool.StandardOutput.ReadToEnd();
            tool.WaitForExit();
            Assert.True(tool.ExitCode == 0 && File.Exists(target), output + errors.Result);
            byte[] pixels = File.ReadAllBytes(target)[^(int)frame.Length..];
            if (frame.BytesPerSample == 2)
            {
                for (int i = 0; i < pixels.Length; i += 2)
                    (pixels[i], pixels[i + 1]) = (pixels[i + 1], pixels[i]);
            }

            return pixels;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
