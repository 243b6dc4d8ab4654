using System.Runtime.InteropServices;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>The pull reader in both modes and the header parser: any split tells the same, steps are linear, memory is bounded, no byte is lost.</summary>
internal static class ReaderTarget
{
    private const int MaxAllocated = 64 * 1024;

    private static readonly DicomTagSet s_wanted = new(
        DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.StudyDate, DicomTag.PatientName,
        DicomTag.PatientID, DicomTag.Rows, DicomTag.Columns, DicomTag.SeriesNumber, DicomTag.PixelSpacing);

    public static void Run(ReadOnlySpan<byte> input, DicomTransferSyntax syntax)
    {
        Summary strict = Check(input, syntax, DataSetReadMode.Strict);
        Summary tolerant = Check(input, syntax, DataSetReadMode.Tolerant);
        FuzzFinding.ThrowUnless(strict.Failure is not null || strict == tolerant, "What is in order is read otherwise by the tolerant reader.");
        CheckHeader(input, syntax, strict);
    }

    private static Summary Check(ReadOnlySpan<byte> input, DicomTransferSyntax syntax, DataSetReadMode mode)
    {
        var reader = new DataSetReader(syntax, mode: mode);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Summary whole = Read(reader, input, input.Length);
        FuzzFinding.ThrowUnless(GC.GetAllocatedBytesForCurrentThread() - before <= MaxAllocated, $"More than {MaxAllocated} bytes allocated.");
        FuzzFinding.ThrowUnless(whole.Tokens <= (input.Length / 8 * 2) + 1, "More steps than headers and their ends.");
        FuzzFinding.ThrowUnless(whole.Failure is not null || reader.Position == input.Length, "Bytes are lost.");

        foreach (int pieceLength in (ReadOnlySpan<int>)[1, 5, 13])
        {
            reader.Reset(syntax);
            FuzzFinding.ThrowUnless(Read(reader, input, pieceLength) == whole, $"Pieces of {pieceLength} bytes tell something else.");
        }

        return whole;
    }

    private static Summary Read(DataSetReader reader, ReadOnlySpan<byte> input, int pieceLength)
    {
        int tokens = 0;
        ulong hash = 14695981039346656037;
        while (!input.IsEmpty && reader.Failure is null)
        {
            ReadOnlySpan<byte> piece = input[..Math.Min(pieceLength, input.Length)];
            input = input[piece.Length..];
            DataSetToken token;
            do
            {
                while (reader.TryReadValue(ref piece, out ReadOnlySpan<byte> value))
                    hash = Add(hash, value);
                token = reader.Read(ref piece);
                if (token is DataSetToken.NeedMoreData or DataSetToken.Failed)
                    continue;
                tokens++;
                hash = Add(hash, Describe(reader, token));
            }
            while (token is not (DataSetToken.NeedMoreData or DataSetToken.Failed));
        }

        reader.Complete();
        return new Summary(tokens, hash, reader.Failure, reader.Anomalies);
    }

    private static void CheckHeader(ReadOnlySpan<byte> input, DicomTransferSyntax syntax, Summary strict)
    {
        using var parser = new DicomHeaderParser(syntax, s_wanted);
        parser.Append(input);
        bool taken = parser.Complete();
        FuzzFinding.ThrowUnless(!taken || strict.Failure is null, "The header parser takes what the reader refuses.");
        FuzzFinding.ThrowUnless(taken || strict.Failure is not null || parser.Failure!.Kind == DataSetFailureKind.InvalidUid, "The header parser refuses what the reader takes.");
        foreach (DicomTag tag in s_wanted)
        {
            _ = parser.Header.GetString(tag);
            _ = parser.Header.GetString(tag, 1);
            _ = parser.Header.GetInt32(tag);
            _ = parser.Header.GetDouble(tag, 1);
            _ = parser.Header.TryGetUid(tag, out _);
        }
    }

    private static ReadOnlySpan<byte> Describe(DataSetReader reader, DataSetToken token)
    {
        long[] facts =
            [(long)token, reader.Tag.Value, reader.VR.Code, reader.Length, reader.Depth, reader.FragmentIndex, reader.HeaderOffset, reader.IsExplicitVR ? 1 : 0, reader.IsBigEndian ? 1 : 0];
        return MemoryMarshal.AsBytes(facts.AsSpan());
    }

    // FNV-1a
    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            hash = (hash ^ b) * 1099511628211;
        return hash;
    }

    private sealed record Summary(int Tokens, ulong Hash, DataSetFailure? Failure, DataSetAnomalies Anomalies);
}
