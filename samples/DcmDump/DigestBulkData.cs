using System.Security.Cryptography;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Names bulk data by its content: <c>sha256:</c> and the digest of the bytes that InlineBinary would carry.</summary>
internal sealed class DigestBulkData : IDicomBulkDataHandler, IDisposable
{
    /// <summary>The length in bytes from which values are bulk data.</summary>
    public const int From = 2_048;

    private const int PrefixLength = 7;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _uri = [.. "sha256:"u8, .. new byte[SHA256.HashSizeInBytes * 2]];

    private bool _hasBytes;

    public DicomBulkDataAction Begin(in DicomBulkData value)
    {
        if (_hasBytes)
            End(); // of a file that ended within a value
        return DicomBulkDataAction.Bytes;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _hasBytes = true;
    }

    public ReadOnlySpan<byte> End()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        _hasBytes = false;
        Convert.TryToHexStringLower(digest, _uri.AsSpan(PrefixLength), out _);
        return _uri;
    }

    public void Dispose() => _hash.Dispose();
}
