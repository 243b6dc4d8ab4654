using System.Globalization;
using System.Runtime.InteropServices;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Codestreams as OpenJPEG writes them with every option that changes what a decoder must do, drawn at random from fixed seeds.</summary>
public sealed class Jpeg2000OptionsTests
{
    private const int Cases = 12;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_opj_compress_writes_decodes_to_what_opj_decompress_gives(int seed)
    {
        Command.Require("opj_compress", "libopenjp2-tools");
        Random random = new(seed);
        int refused = 0;
        for (int i = 0; i < Cases; i++)
        {
            Options options = Options.Draw(random);
            if (options.Encode(random.Next()) is not var (codestream, picture, expected))
            {
                // Not every combination is one that the tools take.
                Assert.InRange(++refused, 0, 3 * Cases);
                i--;
                continue;
            }

            int[][] planes = PlanarSink.Decode(codestream);

            int[] actual = [.. planes.SelectMany(plane => plane)];
            Assert.True(expected.Length == actual.Length, options.Arguments);
            // Two decoders round the same real number. Over the ICT a difference grows to 1.772 of it, and floats have 24 bits.
            int tolerance = options.IsReversible ? 0 : options.Components >= 3 || options.Depth > 12 ? 2 : 1;
            int difference = Worst(actual, expected);
            // OpenJPEG 2.5.0 does not undo the shift of every region of interest, nor read every last layer: the picture is the judge then.
            bool isBetter = Worst(actual, picture) < Worst(expected, picture);
            Assert.True(difference <= tolerance || isBetter, $"{difference}: {options.Arguments}");
        }
    }

    private static int Worst(int[] samples, int[] reference) => samples.Zip(reference, (a, b) => Math.Abs(a - b)).Max();

    private sealed record Options(int Width, int Height, int Components, int Depth, bool IsSigned, bool IsReversible, string Arguments)
    {
        public static Options Draw(Random random)
        {
            int width = random.Next(1, 150);
            int height = random.Next(1, 150);
            int components = random.Next(3) == 0 ? 3 : random.Next(1, 5);
            int depth = random.Next(2, 17);
            bool signed = random.Next(3) == 0;
            bool reversible = random.Next(3) != 0;
            int resolutions = random.Next(1, 7);
            List<string> arguments = [$"-n {resolutions}", $"-M {random.Next(64)}"];
            arguments.Add("-p " + new[] { "LRCP", "RLCP", "RPCL", "PCRL", "CPRL" }[random.Next(5)]);
            arguments.Add($"-b {1 << random.Next(2, 7)},{1 << random.Next(2, 7)}");
            if (!reversible)
                arguments.Add("-I");
            if (random.Next(2) == 0)
                arguments.Add(string.Create(CultureInfo.InvariantCulture, $"-c [{1 << random.Next(4, 8)},{1 << random.Next(4, 8)}]"));
            if (random.Next(2) == 0)
                arguments.Add($"-t {random.Next(20, 100)},{random.Next(20, 100)}");
            // With an offset the tool writes packets of resolutions that are empty when it divides tiles into parts.
            if (random.Next(3) == 0)
                arguments.Add($"-d {random.Next(0, 40)},{random.Next(0, 40)}");
            else if (random.Next(2) == 0)
                arguments.Add("-TP " + "RLC"[random.Next(3)]);
            if (random.Next(2) == 0)
                arguments.Add(random.Next(2) == 0 ? "-r 30,10,4" : "-r 20,5,1");
            foreach (string flag in new[] { "-SOP", "-EPH", "-PLT", "-TLM" })
            {
                if (random.Next(3) == 0)
                    arguments.Add(flag);
            }

            if (random.Next(4) == 0)
                arguments.Add($"-ROI c={random.Next(components)},U={random.Next(1, 9)}");
            if (components >= 3 && random.Next(2) == 0)
                arguments.Add("-mct 0");
            return new Options(width, height, components, depth, signed, reversible, string.Join(' ', arguments));
        }

        /// <summary>The codestream, the picture, and what the other decoder makes of it: one component after the other. Nothing when the tools do not take the options.</summary>
        public (byte[] Codestream, int[] Picture, int[] Decoded)? Encode(int seed)
        {
            string folder = Directory.CreateTempSubdirectory("opj").FullName;
            try
            {
                string source = Path.Combine(folder, "in.rawl");
                string target = Path.Combine(folder, "frame.j2k");
                string decoded = Path.Combine(folder, "out.rawl");
                byte[] picture = Picture(seed);
                File.WriteAllBytes(source, picture);
                string format = $"{Width},{Height},{Components},{Depth},{(IsSigned ? 's' : 'u')}";
                if (Command.Run("opj_compress", ["-i", source, "-o", target, "-F", format, .. Arguments.Split(' ')]).Status != 0
                    || Command.Run("opj_decompress", "-i", target, "-o", decoded).Status != 0)
                    return null;
                return (File.ReadAllBytes(target), Samples(picture), Samples(File.ReadAllBytes(decoded)));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        private byte[] Picture(int seed)
        {
            Random random = new(seed);
            int size = Depth <= 8 ? 1 : 2;
            byte[] bytes = new byte[Width * Height * Components * size];
            int top = (1 << Depth) - 1;
            for (int i = 0; i < Width * Height * Components; i++)
            {
                double wave = Math.Sin(i % Width / 9.0) + Math.Cos(i / Width / 7.0) + 2;
                int value = Math.Clamp((int)(wave / 4 * top) + random.Next(1 + top / 16), 0, top) - (IsSigned ? (top + 1) / 2 : 0);
                bytes[i * size] = (byte)value;
                if (size == 2)
                    bytes[i * size + 1] = (byte)(value >> 8);
            }

            return bytes;
        }

        // The tool leaves the bits above the depth of a signed sample zero.
        private int[] Samples(byte[] decoded)
        {
            IEnumerable<int> values = Depth <= 8
                ? decoded.Select(b => (int)b)
                : MemoryMarshal.Cast<byte, ushort>(decoded).ToArray().Select(u => (int)u);
            int unused = 32 - Depth;
            return [.. values.Select(v => IsSigned ? v << unused >> unused : v)];
        }
    }
}
