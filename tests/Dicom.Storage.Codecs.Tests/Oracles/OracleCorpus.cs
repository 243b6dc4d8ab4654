using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>All frames of the compressed files of the corpus, decoded by each decoder of others that can: one process of Node, one of Python.</summary>
public sealed class OracleCorpus : IDisposable
{
    // Progressive streams whose scans it takes for those of a sequential one, and a point transform that it leaves saturated.
    private static readonly HashSet<string> s_beyondLibjpeg = new(StringComparer.Ordinal)
    {
        "jpeg/wg04_MR3_JPLY.dcm", "jpeg/wg04_RG3_JPLY.dcm", "jpeg/syn_lossless_sv1_pt2.dcm",
    };

    // Frames of single bits, of which it wants eight in a byte.
    private static readonly HashSet<string> s_beyondRle = new(StringComparer.Ordinal) { "rle/liver_rle.dcm" };

    private readonly Lazy<(OracleRun Run, Dictionary<(string, string), int> First)> _node = new(static () => Start(isPython: false));
    private readonly Lazy<(OracleRun Run, Dictionary<(string, string), int> First)> _python = new(static () => Start(isPython: true));

    /// <summary>Gets the name of each decoder with the path of each file, below <c>dicom/</c>, that it can decode.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach ((string decoder, string path) in Pairs())
                cases.Add(decoder, path);
            return cases;
        }
    }

    /// <summary>Gets what a decoder made of the frames of a file.</summary>
    internal IEnumerable<OracleFrame> Frames(string decoder, CorpusImage image)
    {
        (OracleRun run, Dictionary<(string, string), int> first) = (OracleJob.IsOfPython(decoder) ? _python : _node).Value;
        return Enumerable.Range(first[(decoder, image.Path)], image.Pixels.NumberOfFrames).Select(job => run[job]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<(OracleRun Run, Dictionary<(string, string), int> First)> started in new[] { _node, _python }.Where(lazy => lazy.IsValueCreated))
            started.Value.Run.Dispose();
    }

    private static (OracleRun Run, Dictionary<(string, string), int> First) Start(bool isPython)
    {
        List<OracleJob> jobs = [];
        Dictionary<(string, string), int> first = [];
        foreach ((string decoder, string path) in Pairs().Where(pair => OracleJob.IsOfPython(pair.Decoder) == isPython))
        {
            using CorpusImage image = CorpusImage.Open(path);
            first.Add((decoder, path), jobs.Count);
            for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
                jobs.Add(new OracleJob(decoder, image.Pixels.GetFrame(i).ToArray(), image.Frame));
        }

        return (OracleRun.Of(jobs), first);
    }

    private static IEnumerable<(string Decoder, string Path)> Pairs() =>
        from folder in new[] { "jpeg", "jpegls", "jpeg2000", "htj2k", "rle" }
        from path in CorpusImage.In(folder).Select(row => row.Data)
        where path.Length > 0
        from decoder in DecodersOf(folder, path)
        select (decoder, path);

    private static string[] DecodersOf(string folder, string path) => folder switch
    {
        "jpegls" => ["charls", "pylibjpeg-libjpeg"],
        "jpeg2000" => ["openjpeg", "pylibjpeg-openjpeg"],
        "htj2k" => ["openjph", "openjpeg", "pylibjpeg-openjpeg"],
        "rle" => s_beyondRle.Contains(path) ? [] : ["pylibjpeg-rle"],
        _ => [.. JpegDecodersOf(path)],
    };

    private static IEnumerable<string> JpegDecodersOf(string path)
    {
        // This build of libjpeg-turbo is for samples of 8 bits.
        using CorpusImage image = CorpusImage.Open(path);
        if (new JpegCodec().ReadHeader(image.Pixels.GetFrame(0).Span, image.Frame).BitsStored <= 8)
            yield return "libjpeg-turbo";
        if (!s_beyondLibjpeg.Contains(path))
            yield return "pylibjpeg-libjpeg";
    }
}
