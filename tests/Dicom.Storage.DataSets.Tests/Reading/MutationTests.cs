using CsCheck;

namespace Dicom.Storage.DataSets.Tests;

public sealed class MutationTests
{
    private static readonly DicomTagSet s_wanted = new(
        DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.PatientName, DicomTag.StudyDate, DicomTag.Rows, DicomTag.SeriesNumber, DicomTag.PixelSpacing);

    // Bytes that mean something: delimiters, undefined lengths, sequences, escapes.
    private static readonly byte[] s_telling = [0, 0xFF, 0xFE, 0xE0, 0x7F, (byte)'S', (byte)'Q', (byte)'U', (byte)'N', 0x1B];

    [Fact]
    public void No_mutation_of_a_valid_object_escapes_as_an_exception_and_every_split_judges_alike()
    {
        List<(byte[] DataSet, DicomTransferSyntax Syntax)> seeds = [.. Corpus.Regular().Where((_, i) => i % 23 == 0)
            .Select(Corpus.ReadDataSet).Where(s => s.DataSet.Length < 300_000)];
        Assert.True(seeds.Count >= 5);
        Gen<(int Seed, (double Where, byte What)[] Changes, double Cut, int Piece)> cases = Gen.Select(
            Gen.Int[0, seeds.Count - 1],
            Gen.Select(Gen.Double[0, 1], Gen.OneOf(Gen.Byte, Gen.Int[0, s_telling.Length - 1].Select(i => s_telling[i]))).Array[0, 6],
            Gen.Double[0, 1.5],
            Gen.Int[1, 5_000]);

        cases.Sample(
            c =>
            {
                byte[] bytes = Mutate(seeds[c.Seed].DataSet, c.Changes, c.Cut);
                string whole = Read(bytes, seeds[c.Seed].Syntax, bytes.Length);
                return whole == Read(bytes, seeds[c.Seed].Syntax, c.Piece);
            },
            iter: 3_000);
    }

    [Fact]
    public void Random_bytes_are_refused_or_read_in_every_transfer_syntax() =>
        Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, DicomTransferSyntax.All.Count - 1]).Sample(
            (bytes, syntax) => Read(bytes, DicomTransferSyntax.All[syntax], bytes.Length) == Read(bytes, DicomTransferSyntax.All[syntax], 1),
            iter: 5_000);

    [Fact]
    public void Random_bytes_never_make_the_head_of_a_file_throw() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool).Sample(
            (bytes, dicm) =>
            {
                byte[] file = dicm ? [.. new byte[128], .. "DICM\u0002\0"u8, .. bytes] : bytes;
                bool read = Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure);
                return read ? meta is not null && offset <= file.Length && failure is null : failure is not null;
            },
            iter: 5_000);

    private static byte[] Mutate(byte[] dataSet, (double Where, byte What)[] changes, double cut)
    {
        byte[] bytes = dataSet[..(int)(Math.Min(cut, 1) * dataSet.Length)];
        foreach ((double where, byte what) in changes)
        {
            // Headers stand at the front: most changes go there.
            if (bytes.Length > 0)
                bytes[(int)(where * where * (bytes.Length - 1))] = what;
        }

        return bytes;
    }

    // Everything that can be asked of the result is asked: none of it may throw.
    private static string Read(ReadOnlySpan<byte> bytes, DicomTransferSyntax syntax, int pieceLength)
    {
        using var parser = new DicomHeaderParser(syntax, s_wanted);
        for (int i = 0; i < bytes.Length; i += pieceLength)
            parser.Append(bytes.Slice(i, Math.Min(pieceLength, bytes.Length - i)));
        parser.Complete();
        IEnumerable<string> values = s_wanted.Select(t =>
            $"{parser.Header.GetString(t)}|{parser.Header.GetString(t, 1)}|{parser.Header.GetInt32(t)}|{parser.Header.GetDouble(t, 1)}|{parser.Header.TryGetUid(t, out _)}");

        // A deflate stream's failure is met at another place, or not at all before the bytes of a failed data set, in other pieces.
        return syntax.IsDeflated ? $"{parser.Failure is null}" : $"{parser.Failure} {parser.Anomalies} {string.Join(';', values)}";
    }
}
