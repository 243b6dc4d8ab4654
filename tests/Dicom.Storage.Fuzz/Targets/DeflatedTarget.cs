using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>The inflater alone and under the header parser: the same bytes and the same end in any split, within its limits.</summary>
internal static class DeflatedTarget
{
    private static readonly DataSetLimits s_limits = new() { MaxInflatedBytes = 1 << 20 };

    public static void Run(ReadOnlySpan<byte> input)
    {
        (ulong hash, long length, DataSetFailureKind? failure, DataSetAnomalies anomalies) whole = Inflate(input, input.Length);
        FuzzFinding.ThrowUnless(whole.length <= s_limits.MaxInflatedBytes + 16_384, "More comes out than the limit allows.");
        foreach (int pieceLength in (ReadOnlySpan<int>)[1, 13])
        {
            (ulong hash, long length, DataSetFailureKind? failure, DataSetAnomalies anomalies) pieces = Inflate(input, pieceLength);
            FuzzFinding.ThrowUnless(pieces.failure == whole.failure && pieces.anomalies == whole.anomalies, $"Pieces of {pieceLength} bytes end otherwise.");

            // Where a stream breaks, the last bytes before may have come out or not.
            FuzzFinding.ThrowUnless(whole.failure is not null || (pieces.hash, pieces.length) == (whole.hash, whole.length), $"Pieces of {pieceLength} bytes inflate to others.");
        }

        using var parser = new DicomHeaderParser(DicomTransferSyntax.DeflatedExplicitVRLittleEndian, new DicomTagSet(DicomTag.PatientName), s_limits);
        parser.Append(input);
        bool taken = parser.Complete();
        FuzzFinding.ThrowUnless(!taken || whole.failure is null, "The header parser takes what the inflater refuses.");
    }

    private static (ulong Hash, long Length, DataSetFailureKind? Failure, DataSetAnomalies Anomalies) Inflate(ReadOnlySpan<byte> input, int pieceLength)
    {
        using var inflater = new DataSetInflater(s_limits);
        ulong hash = 14695981039346656037;
        while (!input.IsEmpty && inflater.Failure is null)
        {
            ReadOnlySpan<byte> piece = input[..Math.Min(pieceLength, input.Length)];
            input = input[piece.Length..];
            while (inflater.Inflate(ref piece, out ReadOnlySpan<byte> inflated))
            {
                foreach (byte b in inflated)
                    hash = (hash ^ b) * 1099511628211;
            }
        }

        inflater.Complete();
        return (hash, inflater.InflatedBytes, inflater.Failure?.Kind, inflater.Anomalies);
    }
}
