using CsCheck;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>The catalogue of bad input, data set layer: properties of every input.</summary>
public sealed class MutationEntries
{
    private const int MaxAllocated = 64 * 1024;

    // Bytes that mean something: delimiters, undefined lengths, sequences, small and large lengths.
    private static readonly byte[] s_telling = [0, 1, 8, 0xFF, 0xFE, 0xE0, 0x0D, 0xDD, 0x7F, (byte)'S', (byte)'Q', (byte)'U', (byte)'N', (byte)'O', (byte)'B'];

    private static readonly Gen<byte> s_byte = Gen.OneOf(Gen.Byte, Gen.Int[0, s_telling.Length - 1].Select(i => s_telling[i]));

    private static readonly Lazy<List<(byte[] DataSet, DicomTransferSyntax Syntax)>> s_seeds = new(() =>
        [.. Corpus.Regular().Select(Corpus.ReadInflated).Where(seed => seed.DataSet.Length < 20_000).Where((_, i) => i % 3 == 0)]);

    private static Gen<(byte[] Bytes, DicomTransferSyntax Syntax)> Mutated =>
        Gen.Select(
            Gen.Int[0, s_seeds.Value.Count - 1],
            Gen.Select(Gen.Double[0, 1], s_byte, Gen.Int[0, 9]).Array[0, 8],
            Gen.Double[0, 1.5],
            (seed, changes, cut) => (Mutate(s_seeds.Value[seed].DataSet, changes, cut), s_seeds.Value[seed].Syntax));

    [Fact]
    public void S25_any_split_of_any_mutation_gives_the_same_events_and_the_same_end() =>
        Gen.Select(Mutated, Gen.Int[1, 40].Array[1, 20], Gen.Enum<DataSetReadMode>()).Sample(
            (mutated, lengths, mode) =>
            {
                int next = 0;
                var whole = EventReader.Run(mutated.Bytes, mutated.Syntax, () => int.MaxValue, mode);
                var pieces = EventReader.Run(mutated.Bytes, mutated.Syntax, () => lengths[next++ % lengths.Length], mode);
                Assert.Equal(whole.Failure, pieces.Failure);
                Assert.Equal(whole.Anomalies, pieces.Anomalies);
                Assert.True(whole.Events.SequenceEqual(pieces.Events));
            },
            iter: 2_000);

    [Fact]
    public void S25_any_mutation_is_refused_or_read_to_its_last_byte_with_bounded_steps_and_memory() =>
        Gen.Select(Mutated, Gen.Enum<DataSetReadMode>()).Sample(
            (mutated, mode) =>
            {
                var reader = new DataSetReader(mutated.Syntax, mode: mode);
                ReadOnlySpan<byte> rest = mutated.Bytes;
                int steps = 0;
                long before = GC.GetAllocatedBytesForCurrentThread();
                while (reader.Read(ref rest) is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
                    steps++;
                reader.Complete();

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
                Assert.InRange(steps, 0, (mutated.Bytes.Length / 8 * 2) + 1);
                Assert.True(reader.Failure is not null || reader.Position == mutated.Bytes.Length);
            },
            iter: 5_000);

    [Fact]
    public void S25_every_byte_of_what_is_taken_belongs_to_a_header_or_a_value() =>
        Mutated.Sample(
            mutated =>
            {
                if (EventReader.Read(mutated.Bytes, mutated.Syntax).Failure is not null)
                    return;

                var reader = new DataSetReader(mutated.Syntax);
                ReadOnlySpan<byte> rest = mutated.Bytes;
                long end = 0;
                while (reader.Read(ref rest) is var token && token != DataSetToken.NeedMoreData)
                {
                    // The end of a level has a header of its own only where a delimiter stands.
                    bool isEnd = token is DataSetToken.ItemEnd or DataSetToken.SequenceEnd or DataSetToken.FragmentsEnd;
                    Assert.True(reader.HeaderOffset == end || (isEnd && reader.Position == end), $"{reader.Tag} at {reader.HeaderOffset}, not {end}");
                    end = reader.Position + reader.ValueRemaining;
                }

                Assert.Equal(mutated.Bytes.Length, end);
            },
            iter: 3_000);

    [Fact]
    public void S25_any_mutation_of_a_file_is_a_verdict_in_any_split()
    {
        SyntheticObject seed = SyntheticObject.Create(1, 1, 500);
        byte[] file = Encoded.File(seed.DataSet, SyntheticObject.SopClass, seed.SopUid);
        Gen.Select(Gen.Select(Gen.Double[0, 1], s_byte, Gen.Int[0, 9]).Array[0, 8], Gen.Double[0, 1.5]).Sample(
            (changes, cut) => Assert.NotNull(Verdict.OfFile(Mutate(file, changes, cut))),
            iter: 3_000);
    }

    // Sets, inserts or removes bytes, and cuts.
    private static byte[] Mutate(byte[] dataSet, (double Where, byte What, int How)[] changes, double cut)
    {
        List<byte> bytes = [.. dataSet.AsSpan(0, (int)(Math.Min(cut, 1) * dataSet.Length))];
        foreach ((double where, byte what, int how) in changes)
        {
            if (bytes.Count == 0)
                break;
            int at = (int)(where * where * (bytes.Count - 1));
            if (how == 0)
                bytes.Insert(at, what);
            else if (how == 1)
                bytes.RemoveAt(at);
            else
                bytes[at] = what;
        }

        return [.. bytes];
    }
}
