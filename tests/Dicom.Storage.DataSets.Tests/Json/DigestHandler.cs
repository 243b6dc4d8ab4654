using System.Security.Cryptography;
using System.Text;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Takes every value it is asked about and names it by its digest.</summary>
internal sealed class DigestHandler(DicomBulkDataAction action = DicomBulkDataAction.Bytes) : IDicomBulkDataHandler
{
    private readonly MemoryStream _bytes = new();

    public List<string> Asked { get; } = [];

    public List<byte[]> Taken { get; } = [];

    public DicomBulkDataAction Begin(in DicomBulkData value)
    {
        Asked.Add($"{string.Concat(value.Path.ToArray().Select(s => s + "/"))}{value.Tag.Value:X8} {value.VR} {value.Length}");
        _bytes.SetLength(0);
        return action;
    }

    public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public ReadOnlySpan<byte> End()
    {
        Taken.Add(_bytes.ToArray());
        return Encoding.ASCII.GetBytes(action == DicomBulkDataAction.Bytes ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(_bytes.ToArray())) : "urn:there");
    }
}
