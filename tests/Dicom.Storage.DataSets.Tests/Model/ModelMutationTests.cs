using CsCheck;
using Dicom.Storage.Fuzz;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Broken files opened as models: the checks of the fuzz target "model" on mutations of real files.</summary>
public sealed class ModelMutationTests
{
    // Bytes that mean something: delimiters, undefined lengths, sequences, escapes.
    private static readonly byte[] s_telling = [0, 0xFF, 0xFE, 0xE0, 0x7F, (byte)'S', (byte)'Q', (byte)'U', (byte)'N', 0x1B];

    [Fact]
    public void No_mutation_of_a_file_makes_the_model_throw_or_read_itself_otherwise()
    {
        byte[][] seeds = [.. Corpus.Regular().Select(Corpus.Read).Where(bytes => bytes.Length < 30_000).Where((_, i) => i % 3 == 0)];
        Assert.True(seeds.Length > 20, $"only {seeds.Length} files");

        Gen.Select(
            Gen.Int[0, seeds.Length - 1],
            Gen.Select(Gen.Double[0, 1], Gen.OneOf(Gen.Byte, RandomDatasets.Pick(s_telling))).Array[0, 6],
            Gen.Double[0.1, 2]).Sample(
            (seed, changes, cut) =>
            {
                byte[] bytes = seeds[seed][..(int)(Math.Min(cut, 1) * seeds[seed].Length)];
                foreach ((double where, byte what) in changes)
                {
                    int front = Math.Min(128, bytes.Length - 1);
                    bytes[front + (int)(where * where * (bytes.Length - front - 1))] = what;
                }

                FuzzTargets.All["model"](bytes);
            },
            iter: 2_000);
    }

    [Fact]
    public void Malformed_files_do_not_make_the_model_throw()
    {
        foreach (string file in Corpus.Malformed())
        {
            byte[] bytes = Corpus.Read(file);
            if (bytes.Length < 1_000_000)
                FuzzTargets.All["model"](bytes);
        }
    }
}
