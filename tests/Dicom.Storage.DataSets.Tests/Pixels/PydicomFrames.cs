using System.IO.Compression;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>The frames that pydicom finds in encapsulated Pixel Data, as digests.</summary>
internal sealed class PydicomFrames : IDisposable
{
    private const string Script = """
        import hashlib, sys, warnings
        warnings.simplefilter('ignore')
        sys.path.insert(0, sys.argv[1])
        import pydicom
        from pydicom.encaps import generate_frames
        root = sys.argv[2]
        for name in sys.stdin.read().split('\n'):
            if not name:
                continue
            ds = pydicom.dcmread(root + '/' + name, force=True)
            n = int(ds.get('NumberOfFrames', 1) or 1)
            table = None
            if 'ExtendedOffsetTable' in ds:
                table = (ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths)
            try:
                print(name, *[hashlib.sha256(f).hexdigest() for f in generate_frames(ds.PixelData, number_of_frames=n, extended_offsets=table)])
            except Exception as e:
                print(name)
        """;

    private readonly TemporaryDirectory _directory = new();

    public static PydicomFrames Require()
    {
        Command.Require("python3", "python3");
        string wheels = SharedFiles.Require("tools/python");
        var frames = new PydicomFrames();
        ZipFile.ExtractToDirectory(Directory.EnumerateFiles(wheels, "pydicom-*.whl").Single(), frames._directory["pydicom"]);
        File.WriteAllText(frames._directory["frames.py"], Script);
        return frames;
    }

    public Dictionary<string, string[]> Digests(IEnumerable<string> files)
    {
        File.WriteAllLines(_directory["files"], files);
        string output = Command.RunChecked("sh", "-c", "python3 \"$0\" \"$1\" \"$2\" < \"$3\"",
            _directory["frames.py"], _directory["pydicom"], SharedFiles.Require("dicom"), _directory["files"]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(p => p[0], p => p[1..]);
    }

    public void Dispose() => _directory.Dispose();
}
