using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>The head of a file, read in both modes, and the parser of whole files: they agree, in any split.</summary>
internal static class Part10Target
{
    private static readonly DicomTagSet s_wanted = new(DicomTag.PatientName, DicomTag.StudyInstanceUID);
    private static readonly DataSetLimits s_limits = new() { MaxInflatedBytes = 1 << 20 };

    public static void Run(ReadOnlySpan<byte> input)
    {
        bool strict = CheckHead(input, DataSetReadMode.Strict);
        bool tolerant = CheckHead(input, DataSetReadMode.Tolerant);
        FuzzFinding.ThrowUnless(tolerant || !strict, "The tolerant reader refuses what the strict one reads.");

        using var parser = new Part10Parser(s_wanted, s_limits);
        (DataSetFailure? failure, DataSetAnomalies anomalies, long offset) whole = Parse(parser, input, input.Length);
        FuzzFinding.ThrowUnless(strict || whole.failure is not null, "The parser takes a file whose head cannot be read.");
        bool deflated = parser.Meta?.TransferSyntax is { IsDeflated: true };
        foreach (int pieceLength in (ReadOnlySpan<int>)[1, 7, 100])
        {
            (DataSetFailure? failure, DataSetAnomalies anomalies, long offset) pieces = Parse(parser, input, pieceLength);
            FuzzFinding.ThrowUnless(
                deflated ? pieces.failure?.Kind == whole.failure?.Kind || whole.failure is not null : pieces == whole, $"Pieces of {pieceLength} bytes tell something else.");
        }
    }

    private static bool CheckHead(ReadOnlySpan<byte> input, DataSetReadMode mode)
    {
        bool read = Part10Reader.TryRead(input, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure, mode);
        FuzzFinding.ThrowUnless(read == meta is not null && read == failure is null, "Neither read nor refused.");
        FuzzFinding.ThrowUnless(!read || (offset >= 0 && offset <= input.Length), "The data set begins outside of the file.");
        return read;
    }

    private static (DataSetFailure? Failure, DataSetAnomalies Anomalies, long Offset) Parse(Part10Parser parser, ReadOnlySpan<byte> input, int pieceLength)
    {
        parser.Reset();
        while (!input.IsEmpty && parser.Failure is null)
        {
            ReadOnlySpan<byte> piece = input[..Math.Min(pieceLength, input.Length)];
            input = input[piece.Length..];
            parser.Append(piece);
        }

        parser.Complete();
        return (parser.Failure, parser.Anomalies, parser.DataSetOffset);
    }
}
