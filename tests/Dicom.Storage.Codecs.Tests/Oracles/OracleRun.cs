using System.Globalization;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Frames that decoders of others decoded in one process; they are read from its file one by one.</summary>
internal sealed class OracleRun : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string[] _results;
    private readonly long[] _ends;
    private readonly FileStream _samples;

    private OracleRun(IReadOnlyList<OracleJob> jobs, Action<string> run)
    {
        Write(jobs);
        run(_folder.FullPath);
        _results = File.ReadAllLines(_folder["results"]);
        Assert.Equal(jobs.Count, _results.Length);
        long end = 0;
        _ends = [.. _results.Select(result => end += LengthOf(result))];
        _samples = File.OpenRead(_folder["samples"]);
        Assert.Equal(end, _samples.Length);
    }

    /// <summary>Gets the frame of a job, from 0.</summary>
    public OracleFrame this[int job]
    {
        get
        {
            byte[] samples = new byte[LengthOf(_results[job])];
            RandomAccess.Read(_samples.SafeFileHandle, samples, _ends[job] - samples.Length);
            return OracleFrame.Read(_results[job], samples);
        }
    }

    /// <summary>Decodes by the decoder that all jobs name, where it lives.</summary>
    public static OracleRun Of(IReadOnlyList<OracleJob> jobs) =>
        jobs.Any(job => job.IsForPython) ? UnderPython(jobs) : UnderNode(jobs);

    public void Dispose()
    {
        _samples.Dispose();
        _folder.Dispose();
    }

    // CharLS, OpenJPEG, OpenJPH and libjpeg-turbo, compiled to WebAssembly.
    private static OracleRun UnderNode(IReadOnlyList<OracleJob> jobs)
    {
        string scripts = NodePackages.Require();
        return new OracleRun(jobs, folder => Command.RunChecked("node", Path.Combine(scripts, "decode.cjs"), folder));
    }

    // The libjpeg of Thomas Richter, OpenJPEG, and a decoder of RLE in Rust.
    private static OracleRun UnderPython(IReadOnlyList<OracleJob> jobs)
    {
        string packages = PythonPackages.Require("numpy", "pylibjpeg_libjpeg", "pylibjpeg_openjpeg", "pylibjpeg_rle");
        return new OracleRun(jobs, folder => Command.RunChecked("python3", Path.Combine(NodePackages.Folder, "decode.py"), packages, folder));
    }

    private void Write(IReadOnlyList<OracleJob> jobs)
    {
        using StreamWriter list = File.CreateText(_folder["jobs"]);
        using FileStream codestreams = File.Create(_folder["codestreams"]);
        foreach (OracleJob job in jobs)
        {
            FrameInfo frame = job.Frame;
            list.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{job.Decoder} {job.Codestream.Length} {frame.Columns} {frame.Rows} {frame.SamplesPerPixel} {frame.BitsAllocated}\n"));
            codestreams.Write(job.Codestream.Span);
        }
    }

    private static int LengthOf(string result) =>
        result.StartsWith("error", StringComparison.Ordinal) ? 0 : int.Parse(result.AsSpan(0, result.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
