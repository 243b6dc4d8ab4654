using System.Buffers;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Reads a data set to its end and tells every event; the pieces in which the bytes come are the caller's choice.</summary>
internal static class EventReader
{
    public static (List<ReadEvent> Events, DataSetFailure? Failure) Read(
        ReadOnlySpan<byte> dataSet, DicomTransferSyntax syntax, Func<int> nextLength, DataSetLimits? limits = null)
    {
        (List<ReadEvent> events, DataSetFailure? failure, _) = Run(dataSet, syntax, nextLength, DataSetReadMode.Strict, limits);
        return (events, failure);
    }

    public static (List<ReadEvent> Events, DataSetFailure? Failure, DataSetAnomalies Anomalies) Run(
        ReadOnlySpan<byte> dataSet, DicomTransferSyntax syntax, Func<int> nextLength, DataSetReadMode mode, DataSetLimits? limits = null)
    {
        var reader = new DataSetReader(syntax, limits, mode);
        var events = new List<ReadEvent>();
        ulong hash = 0;
        while (!dataSet.IsEmpty && reader.Failure is null)
        {
            // A copy that is overwritten afterwards: the reader must keep nothing of it.
            byte[] piece = dataSet[..Math.Min(Math.Max(nextLength(), 1), dataSet.Length)].ToArray();
            dataSet = dataSet[piece.Length..];
            Feed(reader, piece, events, ref hash);
            piece.AsSpan().Fill(0xAA);
        }

        reader.Complete();
        return (events, reader.Failure, reader.Anomalies);
    }

    public static (List<ReadEvent> Events, DataSetFailure? Failure) Read(ReadOnlySpan<byte> dataSet, DicomTransferSyntax syntax, DataSetLimits? limits = null) =>
        Read(dataSet, syntax, () => int.MaxValue, limits);

    public static (List<ReadEvent> Events, DataSetFailure? Failure) Read(ReadOnlySequence<byte> dataSet, DicomTransferSyntax syntax)
    {
        var reader = new DataSetReader(syntax);
        var events = new List<ReadEvent>();
        DataSetToken token;
        while ((token = reader.Read(ref dataSet)) is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
        {
            ReadEvent read = Describe(reader, token);
            ulong hash = Start;
            while (reader.TryReadValue(ref dataSet, out ReadOnlySequence<byte> value))
            {
                foreach (ReadOnlyMemory<byte> memory in value)
                    Add(ref hash, memory.Span);
            }

            events.Add(read with { ValueHash = hash });
        }

        reader.Complete();
        return (events, reader.Failure);
    }

    private const ulong Start = 14695981039346656037;

    private static void Feed(DataSetReader reader, ReadOnlySpan<byte> piece, List<ReadEvent> events, ref ulong hash)
    {
        while (true)
        {
            while (reader.TryReadValue(ref piece, out ReadOnlySpan<byte> value))
                Add(ref hash, value);
            if (events.Count > 0)
                events[^1] = events[^1] with { ValueHash = hash };
            if (reader.ValueRemaining > 0)
                return;

            DataSetToken token = reader.Read(ref piece);
            if (token is DataSetToken.NeedMoreData or DataSetToken.Failed)
                return;
            hash = Start;
            events.Add(Describe(reader, token));
        }
    }

    private static ReadEvent Describe(DataSetReader reader, DataSetToken token) =>
        new(token, reader.Tag, reader.VR, reader.Length, reader.Depth, reader.FragmentIndex, Start);

    // FNV-1a
    private static void Add(ref ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            hash = (hash ^ b) * 1099511628211;
    }
}
